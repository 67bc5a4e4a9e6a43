<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/** Validation of web addresses, with the results of `src/url/web_address.rs`. */
final class WebAddress
{
    /** Maximum length of a link in the form, in bytes. */
    private const MAX_LINK_BYTES = 2_000;

    /** White space, as Unicode defines it (PropList.txt, `White_Space`). */
    public const WHITE_SPACE = '\x{9}-\x{d}\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}';

    /**
     * Returns `true` for an `http` or `https` URL with a host and without white space and control characters. White
     * space at both ends is ignored.
     */
    public static function isValid(string $text): bool
    {
        $space = self::WHITE_SPACE;
        $pattern = "~\A[$space]*+https?://(?![!-/:-@\\\\\]-`{-\~])[^$space\x{0}-\x{1f}\x{7f}-\x{9f}]++[$space]*+\z~iu";
        return preg_match($pattern, $text) === 1;
    }

    /** Returns `true` if the form may link to a URL: valid, not too long, without white space and credentials. */
    public static function isLink(string $url): bool
    {
        $authority = explode('/', $url)[2] ?? '';
        return strlen($url) <= self::MAX_LINK_BYTES
            && self::isValid($url)
            && preg_match('/[' . self::WHITE_SPACE . ']/u', $url) === 0
            && strpbrk($authority, '@\\') === false;
    }
}
