<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Rules;

/**
 * A regular expression of a custom field, checked here by PCRE. The form checks it in advance if it is also
 * in the syntax of Rust's `regex-lite` crate. WHMCS's delimiters and modifiers are converted as in
 * `relay/src/config/pattern.rs`, but only the delimiters `/#~@%!`, and unsupported modifiers are ignored.
 */
final class Pattern
{
    private function __construct(
        public readonly string $source,
        private readonly string $pcre,
    ) {
    }

    /** Returns `null` for a blank text, or for one that is not a regular expression. */
    public static function parse(string $text): ?self
    {
        if (trim($text) === '') {
            return null;
        }
        $source = self::withoutDelimiters($text);
        $pcre = "\x01" . $source . "\x01uD";
        return @preg_match($pcre, '') === false ? null : new self($source, $pcre);
    }

    /** Returns `true` if the text matches, or if PCRE exceeds a limit: the form has checked the answer, too. */
    public function matches(string $text): bool
    {
        return preg_match($this->pcre, $text) !== 0;
    }

    private static function withoutDelimiters(string $text): string
    {
        $trimmed = trim($text);
        $delimiter = $trimmed[0];
        $end = strrpos($trimmed, $delimiter);
        if (!str_contains('/#~@%!', $delimiter) || $end === 0 || $end === false) {
            return $text;
        }
        $expression = substr($trimmed, 1, $end - 1);
        $modifiers = substr($trimmed, $end + 1);
        $isAnchored = str_starts_with($expression, '^') || str_ends_with($expression, '$');
        if (preg_match('/\A[A-Za-z]*\z/', $modifiers) !== 1 || ($delimiter !== '/' && !$isAnchored)) {
            return $text;
        }
        $flags = implode('', array_unique(array_intersect(str_split($modifiers), ['i', 'm', 's', 'x'])));
        $expression = str_replace('\\' . $delimiter, $delimiter, $expression);
        return $flags === '' ? $expression : "(?$flags)$expression";
    }
}
