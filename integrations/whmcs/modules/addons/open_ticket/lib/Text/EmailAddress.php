<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/**
 * Email addresses: the rule of `<input type="email">` (WHATWG HTML), with a dot in the domain, and with
 * letters and marks of all scripts (RFC 6531). As in `src/ticket/email_address.rs`, but all marks (Mn, Mc)
 * are accepted, not only those that are part of words.
 */
final class EmailAddress
{
    /** Maximum length, in bytes (RFC 5321, section 4.5.3.1.3). */
    private const MAX_BYTES = 254;

    /** Maximum length of the part before the `@`, in bytes (RFC 5321, section 4.5.3.1.1). */
    private const MAX_LOCAL_BYTES = 64;

    /** Returns the trimmed address, or `null` if the text is not an address. */
    public static function parse(string $text): ?string
    {
        $text = Characters::trimInvisible($text);
        $at = strrpos($text, '@');
        if ($at === false || strlen($text) > self::MAX_BYTES || $at > self::MAX_LOCAL_BYTES) {
            return null;
        }
        $domain = substr($text, $at + 1);
        if (!self::consistsOf(substr($text, 0, $at), '.!#$%&\'*+\/=?^_`{|}~-') || !str_contains($domain, '.')) {
            return null;
        }
        foreach (explode('.', $domain) as $label) {
            $isLabel = strlen($label) <= 63 && self::consistsOf($label, '-')
                && $label[0] !== '-' && !str_ends_with($label, '-');
            if (!$isLabel) {
                return null;
            }
        }
        return $text;
    }

    /** Returns `true` for a non-empty text of letters, digits, marks and the given characters. */
    private static function consistsOf(string $text, string $others): bool
    {
        $class = '[A-Za-z0-9' . $others . ']|(?![\x{0}-\x{7f}])[\p{L}\p{N}\p{Mn}\p{Mc}\x{24b6}-\x{24e9}]';
        if (preg_match('/\A(?:' . $class . ')++\z/u', $text) !== 1) {
            return false;
        }
        // Hangul fillers are letters, variation selectors and some others are marks. All are invisible.
        return preg_match('/[\x{34f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}\x{3164}\x{ffa0}\x{fe00}-\x{fe0f}'
            . '\x{e0100}-\x{e01ef}]/u', $text) !== 1;
    }
}
