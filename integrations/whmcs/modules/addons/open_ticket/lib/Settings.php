<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use WHMCS\Database\Capsule;

/**
 * Settings of the add-on, which WHMCS stores as strings. A value that cannot be used counts as the default;
 * in a switch, it counts as off.
 */
final class Settings
{
    public const MODULE = 'open_ticket';

    /**
     * @param array<int, array{description: ?string, is_for_clients: bool, is_hidden: bool}> $departments
     * @param array<int, string> $hints hints of custom fields, by id
     * @param list<string> $extensions
     * @param array<int, string> $replyTimes reply times of departments, by id
     * @param array<int, string> $officeHours office hours of departments, by id
     * @param array<int, string> $messageTemplates message templates of departments, by id
     * @param list<string> $unusable descriptions of values that are not used, for the status page
     */
    private function __construct(
        public readonly bool $replacesForm,
        public readonly array $departments,
        public readonly array $hints,
        public readonly array $extensions,
        public readonly int $maxFiles,
        public readonly int $maxFileMegabytes,
        public readonly string $drafts,
        public readonly string $theme,
        public readonly string $accent,
        public readonly bool $hasHardBreaks,
        public readonly string $textEncoding,
        public readonly int $perHour,
        public readonly int $perDay,
        public readonly int $totalPerDay,
        public readonly int $refusedPerHour,
        public readonly string $addressHeader,
        public readonly bool $hasSuggestions,
        public readonly bool $hasIncident,
        public readonly array $replyTimes,
        public readonly array $officeHours,
        public readonly array $messageTemplates,
        public readonly array $unusable,
    ) {
    }

    /** Reads the settings from WHMCS's table. For hooks: WHMCS does not pass the settings to them. */
    public static function load(): self
    {
        $rows = Capsule::table('tbladdonmodules')->where('module', self::MODULE)->get(['setting', 'value']);
        $values = [];
        foreach ($rows as $row) {
            $values[$row->setting] = $row->value;
        }
        return self::fromArray($values);
    }

    /** @param array<string, mixed> $values values by the names of the fields in `open_ticket_config` */
    public static function fromArray(array $values): self
    {
        $text = static fn (string $name): string => trim((string) ($values[$name] ?? ''));
        $number = static fn (string $name, int $default): int =>
            ctype_digit($text($name)) && strlen($text($name)) < 10 ? (int) $text($name) : $default;
        $choice = static fn (string $name, array $choices): string =>
            in_array($text($name), $choices, true) ? $text($name) : $choices[0];
        // A field that was added by an update has no value until the settings are saved.
        $isOn = static fn (string $name): bool =>
            !array_key_exists($name, $values) || in_array($text($name), ['on', '1', 'yes'], true);
        $texts = DepartmentTexts::parse($text('reply_within'), $text('office_hours'), $text('message_templates'));
        return new self(
            $isOn('replace_form'),
            self::departments($text('departments')),
            self::byId($text('hints')),
            self::extensions($text('extensions')),
            min($number('max_files', 10), 1_000),
            $number('max_file_mb', 0),
            $choice('drafts', ['all', 'text', 'off']),
            $choice('theme', ['auto', 'light', 'dark']),
            preg_match('/\A#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?\z/', $text('accent')) === 1 ? $text('accent') : '',
            $choice('line_breaks', ['hard', 'soft']) === 'hard',
            $choice('text_encoding', ['Auto', 'Encoded', 'Plain']),
            $number('per_hour', 20),
            $number('per_day', 240),
            $number('total_per_day', 5_000),
            $number('refused_per_hour', 300),
            preg_match('/\A[A-Za-z0-9-]{1,64}\z/', $text('address_header')) === 1 ? $text('address_header') : '',
            $isOn('suggestions'),
            $isOn('incident'),
            $texts->replyTimes,
            $texts->officeHours,
            $texts->messageTemplates,
            $texts->unusable,
        );
    }

    /**
     * Parses extensions in any common format: `.jpg, png` or `jpg png`.
     *
     * @return list<string>
     */
    public static function extensions(string $text): array
    {
        $parts = preg_split('/[\s,;|]+/', strtolower($text), -1, PREG_SPLIT_NO_EMPTY) ?: [];
        $extensions = array_map(static fn (string $part): string => ltrim($part, '.*'), $parts);
        return array_values(array_unique(array_filter($extensions, static fn (string $it): bool => $it !== '')));
    }

    /**
     * @return array<int, array{description: ?string, is_for_clients: bool, is_hidden: bool}>
     */
    private static function departments(string $text): array
    {
        $departments = [];
        foreach (self::byId($text) as $id => $line) {
            $flags = array_map('trim', explode('|', $line));
            $description = (string) array_shift($flags);
            $departments[$id] = [
                'description' => $description === '' ? null : $description,
                'is_for_clients' => in_array('clients only', $flags, true),
                'is_hidden' => in_array('hidden', $flags, true),
            ];
        }
        return $departments;
    }

    /** Parses lines in the format `3: text`. @return array<int, string> */
    private static function byId(string $text): array
    {
        $values = [];
        foreach (preg_split('/\R/', $text) ?: [] as $line) {
            if (preg_match('/\A\s*([1-9][0-9]{0,9})\s*:\s*(.*?)\s*\z/', $line, $found) === 1) {
                $values[(int) $found[1]] = $found[2];
            }
        }
        return $values;
    }
}
