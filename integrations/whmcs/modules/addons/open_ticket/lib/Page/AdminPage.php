<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Rules\CustomField;
use OpenTicket\Whmcs\Rules\Department;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Whmcs\Departments;

/** The page in the admin area: status, departments and custom fields. */
final class AdminPage
{
    private readonly Settings $settings;

    /** @var array<string, string> */
    private readonly array $lang;

    /** @param array<string, mixed> $vars settings and texts, as WHMCS passes them */
    public function __construct(array $vars)
    {
        $this->settings = Settings::fromArray($vars);
        $this->lang = array_filter((array) ($vars['_lang'] ?? []), 'is_string');
    }

    public function html(): string
    {
        $checks = (new InstallationChecks($this->settings, PhpLimits::current()))->checks();
        $hasPassed = array_filter($checks, static fn (CheckResult $it): bool => $it->state !== CheckResult::OK) === [];
        return '<p>' . $this->text('intro') . '</p>'
            . '<h2>' . $this->text('status') . '</h2>'
            . ($hasPassed ? '<p>' . $this->text('all_well') . '</p>' : '')
            . $this->table(['check', 'status', 'found', 'what_to_do'], array_map(fn (CheckResult $check): array => [
                $check->name,
                $this->lang['state_' . $check->state] ?? $check->state,
                $check->found,
                $check->remedy,
            ], $checks))
            . '<p><a href="../submitticket.php">' . $this->text('open_form') . '</a></p>'
            . '<h2>' . $this->text('fields_title') . '</h2>'
            . '<p>' . $this->text('fields_intro') . '</p>'
            . $this->departments();
    }

    private function departments(): string
    {
        try {
            $departments = Departments::all($this->settings);
        } catch (\Throwable) {
            return '';
        }
        return $this->table(['department', 'status', 'custom_fields'], array_map(
            fn (Department $department): array => [
                "{$department->id}: {$department->name}",
                $this->lang[$department->isForClientsOnly ? 'clients_only' : 'everyone'] ?? '',
                implode(', ', array_map(
                    static fn (CustomField $field): string => "{$field->id}: {$field->name}",
                    $department->fields,
                )),
            ],
            $departments,
        ));
    }

    /**
     * @param list<string> $headings
     * @param list<list<string>> $rows
     */
    private function table(array $headings, array $rows): string
    {
        $html = '<table class="datatable table table-striped" width="100%"><thead><tr>';
        foreach ($headings as $heading) {
            $html .= '<th scope="col">' . $this->text($heading) . '</th>';
        }
        $html .= '</tr></thead><tbody>';
        foreach ($rows as $row) {
            $html .= '<tr>';
            foreach ($row as $cell) {
                $html .= '<td>' . htmlspecialchars($cell, ENT_QUOTES, 'UTF-8') . '</td>';
            }
            $html .= '</tr>';
        }
        return $html . '</tbody></table>';
    }

    private function text(string $key): string
    {
        return htmlspecialchars($this->lang[$key] ?? $key, ENT_QUOTES, 'UTF-8');
    }
}
