<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Rules\CustomField;
use OpenTicket\Whmcs\Rules\Department;
use OpenTicket\Whmcs\Rules\Pattern;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Text\HelpText;
use WHMCS\Database\Capsule;

/**
 * The departments that accept tickets, with their custom fields.
 *
 * `GetSupportDepartments` returns ids and names. Descriptions and flags are in `tblticketdepartments`,
 * custom fields in `tblcustomfields`, and the settings of the add-on take precedence.
 */
final class Departments
{
    /** @return list<Department> @throws LocalApiFailed */
    public static function all(Settings $settings): array
    {
        $rows = self::rows();
        $details = self::details();
        $fields = self::customFields($settings);
        $departments = [];
        foreach ($rows as $row) {
            $id = LocalApi::number($row, 'id');
            if ($id === null) {
                continue;
            }
            $stored = $details[$id] ?? null;
            $setting = $settings->departments[$id] ?? null;
            if (($setting['is_hidden'] ?? false) || ($stored['is_hidden'] ?? false)) {
                continue;
            }
            // A department without details may be for clients only.
            $isForClients = ($setting['is_for_clients'] ?? false)
                || ($stored['is_for_clients'] ?? $setting === null);
            $departments[] = new Department(
                $id,
                LocalApi::text($row, 'name'),
                $setting['description'] ?? $stored['description'] ?? '',
                $isForClients,
                $fields[$id] ?? [],
                $settings->replyTimes[$id] ?? '',
                $settings->officeHours[$id] ?? '',
                $settings->messageTemplates[$id] ?? '',
            );
        }
        return $departments;
    }

    /** Returns `true` if WHMCS states that a department has no open ticket, so that none can have been opened in it. */
    public static function isWithoutOpenTickets(int $id): bool
    {
        try {
            $rows = self::rows();
        } catch (LocalApiFailed) {
            return false;
        }
        foreach ($rows as $row) {
            if (LocalApi::number($row, 'id') === $id) {
                return LocalApi::count($row, 'opentickets') === 0 && (LocalApi::count($row, 'awaitingreply') ?? 0) === 0;
            }
        }
        return false;
    }

    /** @return list<array<string, mixed>> @throws LocalApiFailed */
    private static function rows(): array
    {
        $response = LocalApi::read('GetSupportDepartments', ['ignore_dept_assignments' => true]);
        return LocalApi::rows($response, 'departments', 'department');
    }

    /** Returns `true` if WHMCS's table of departments can be read. */
    public static function hasDetails(): bool
    {
        return self::readDetails() !== null;
    }

    /** @return array<int, array{description: string, is_for_clients: bool, is_hidden: bool}> */
    private static function details(): array
    {
        return self::readDetails() ?? [];
    }

    /** @return array<int, array{description: string, is_for_clients: bool, is_hidden: bool}>|null */
    private static function readDetails(): ?array
    {
        try {
            $rows = Capsule::table('tblticketdepartments')->get(['id', 'description', 'clientsonly', 'hidden']);
        } catch (\Throwable) {
            return null;
        }
        $details = [];
        foreach ($rows as $row) {
            $values = (array) $row;
            $details[(int) $row->id] = [
                'description' => trim((string) preg_replace('/\s+/u', ' ', LocalApi::text($values, 'description'))),
                'is_for_clients' => LocalApi::isOn($values, 'clientsonly'),
                'is_hidden' => LocalApi::isOn($values, 'hidden'),
            ];
        }
        return $details;
    }

    /** @return array<int, list<CustomField>> fields by the ids of their departments, in display order */
    public static function customFields(Settings $settings): array
    {
        $rows = Capsule::table('tblcustomfields')
            ->where('type', 'support')
            ->orderBy('sortorder')
            ->orderBy('id')
            ->get();
        $fields = [];
        foreach ($rows as $row) {
            $values = (array) $row;
            $department = LocalApi::number($values, 'relid');
            $field = LocalApi::isOn($values, 'adminonly') ? null : self::customField($values, $settings);
            if ($department !== null && $field !== null) {
                $fields[$department][] = $field;
            }
        }
        return $fields;
    }

    /** @param array<string, mixed> $row */
    private static function customField(array $row, Settings $settings): ?CustomField
    {
        $id = LocalApi::number($row, 'id');
        $kind = strtolower(LocalApi::text($row, 'fieldtype'));
        if ($id === null || !in_array($kind, CustomField::KINDS, true)) {
            return null;
        }
        // `internal name|Display name`
        $names = explode('|', LocalApi::text($row, 'fieldname'));
        $options = array_map('trim', explode(',', LocalApi::text($row, 'fieldoptions')));
        $options = $kind === CustomField::DROP_DOWN
            ? array_values(array_filter($options, static fn (string $option): bool => $option !== ''))
            : [];
        $help = $settings->hints[$id] ?? HelpText::fromHtml(LocalApi::text($row, 'description'));
        return new CustomField(
            $id,
            trim((string) end($names)),
            $kind,
            LocalApi::isOn($row, 'required'),
            Pattern::parse(LocalApi::text($row, 'regexpr')),
            HelpText::withoutLinks($help),
            $options,
            '',
            $help,
        );
    }
}
