<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\Utf8;

/** Reply times, office hours and message templates of departments, with the limits of the relay's configuration. */
final class DepartmentTexts
{
    /** Maximum length of a line, in characters. */
    private const MAX_LINE_CHARS = 255;

    /** Maximum length of a template, in characters. */
    private const MAX_TEMPLATE_CHARS = 2_000;

    /** @var array<int, string> */
    public readonly array $replyTimes;

    /** @var array<int, string> */
    public readonly array $officeHours;

    /** @var array<int, string> */
    public readonly array $messageTemplates;

    /** @var list<string> descriptions of what is not used: a setting, a line or an id, and the reason */
    public readonly array $unusable;

    /** @param list<string> $problems */
    private function __construct(string $replyTimes, string $officeHours, string $templates, array $problems = [])
    {
        $this->replyTimes = self::lines('Reply times', $replyTimes, $problems);
        $this->officeHours = self::lines('Office hours', $officeHours, $problems);
        $this->messageTemplates = self::templates($templates, $problems);
        $this->unusable = $problems;
    }

    public static function parse(string $replyTimes, string $officeHours, string $templates): self
    {
        return new self($replyTimes, $officeHours, $templates);
    }

    /**
     * Parses lines in the format `3: 1 working day`.
     *
     * @param list<string> $problems
     * @return array<int, string>
     */
    private static function lines(string $setting, string $text, array &$problems): array
    {
        $values = [];
        foreach (explode("\n", self::normalized($text)) as $number => $line) {
            if (Characters::isBlank($line)) {
                continue;
            }
            $found = [];
            $isLine = preg_match('/\A\s*([1-9][0-9]{0,9})\s*:(.*)\z/s', $line, $found) === 1;
            $value = Characters::trimWhiteSpace($found[2] ?? '');
            $problem = match (true) {
                !$isLine => 'has no id and colon',
                Characters::isBlank($value) => 'is blank after the colon',
                preg_match('/[\x{0}-\x{1f}\x{7f}-\x{9f}]/u', $value) === 1 => 'contains a control character',
                Characters::length($value) > self::MAX_LINE_CHARS => 'has more than ' . self::MAX_LINE_CHARS . ' characters',
                default => null,
            };
            if ($problem === null) {
                $values[(int) $found[1]] = $value;
            } else {
                $problems[] = "$setting: line " . ($number + 1) . " $problem";
            }
        }
        return $values;
    }

    /**
     * Parses templates. Each follows a line with the id of its department in brackets, `[3]`.
     *
     * @param list<string> $problems
     * @return array<int, string>
     */
    private static function templates(string $text, array &$problems): array
    {
        $templates = [];
        $id = null;
        foreach (explode("\n", self::normalized($text)) as $number => $line) {
            if (preg_match('/\A\s*\[([1-9][0-9]{0,9})\]\s*\z/', $line, $found) === 1) {
                $id = (int) $found[1];
                $templates[$id] = [];
            } elseif ($id !== null) {
                $templates[$id][] = $line;
            } elseif (!Characters::isBlank($line)) {
                $problems[] = 'Message templates: line ' . ($number + 1) . ' is before the first id, such as [3]';
            }
        }
        $values = [];
        foreach ($templates as $id => $lines) {
            $value = trim(implode("\n", $lines), "\n");
            $problem = match (true) {
                Characters::isBlank($value) => 'is blank',
                preg_match('/[\x{0}-\x{8}\x{b}-\x{1f}\x{7f}-\x{9f}]/u', $value) === 1 => 'contains a control character',
                Characters::length($value) > self::MAX_TEMPLATE_CHARS =>
                    'has more than ' . self::MAX_TEMPLATE_CHARS . ' characters',
                default => null,
            };
            if ($problem === null) {
                $values[$id] = $value;
            } else {
                $problems[] = "Message templates: [$id] $problem";
            }
        }
        return $values;
    }

    /** Returns the text with LF as line breaks, and without the entities that WHMCS may have stored. */
    private static function normalized(string $text): string
    {
        $text = html_entity_decode(Utf8::decoded($text), ENT_QUOTES | ENT_HTML5, 'UTF-8');
        return str_replace(["\r\n", "\r"], "\n", $text);
    }
}
