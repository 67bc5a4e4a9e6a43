<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/**
 * Email addresses: the rule of `<input type="email">` (WHATWG HTML), with a dot in the domain, and with visible
 * characters of all scripts (RFC 6531) except punctuation and symbols. The same rule as
 * `src/ticket/email_address.rs`.
 */
final class EmailAddress
{
    /** Maximum length, in bytes (RFC 5321, section 4.5.3.1.3). */
    private const MAX_BYTES = 254;

    /** Maximum length of the part before the `@`, in bytes (RFC 5321, section 4.5.3.1.1). */
    private const MAX_LOCAL_BYTES = 64;

    /** Punctuation and symbols that are not ASCII, by block. */
    private const PUNCTUATION = '\x{a1}-\x{a9}\x{ab}-\x{b1}\x{b4}\x{b6}-\x{b8}\x{bb}\x{bf}\x{d7}\x{f7}'
        . '\x{55a}-\x{55f}\x{589}\x{60c}-\x{60d}\x{61b}-\x{61f}\x{66a}-\x{66d}\x{6d4}\x{964}-\x{965}\x{e3f}'
        . '\x{2010}-\x{206f}\x{20a0}-\x{20cf}\x{2190}-\x{245f}\x{2500}-\x{2775}\x{2794}-\x{2bff}'
        . '\x{2e00}-\x{2e2e}\x{2e30}-\x{2e7f}\x{3001}-\x{3004}\x{3008}-\x{3020}\x{3030}\x{303d}-\x{303f}\x{30fb}'
        . '\x{e000}-\x{f8ff}\x{fe10}-\x{fe1f}\x{fe30}-\x{fe6f}\x{ff01}-\x{ff0f}\x{ff1a}-\x{ff20}'
        . '\x{ff3b}-\x{ff40}\x{ff5b}-\x{ff65}\x{ffe0}-\x{ffff}\x{1f000}-\x{1f0ff}\x{1f200}-\x{1fbef}'
        . '\x{f0000}-\x{10ffff}';

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

    /**
     * Returns `true` for a non-empty text of ASCII letters, digits and the given characters, and of visible
     * characters that are not ASCII, except punctuation and symbols.
     */
    private static function consistsOf(string $text, string $others): bool
    {
        $excluded = '\x{0}-\x{7f}' . Characters::INVISIBLE . self::PUNCTUATION;
        return preg_match('/\A(?:[A-Za-z0-9' . $others . ']|[^' . $excluded . '])++\z/u', $text) === 1;
    }
}
