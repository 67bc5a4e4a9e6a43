<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/** Text from WHMCS's database as valid UTF-8. */
final class Utf8
{
    /** A character of two to four bytes. */
    private const MULTIBYTE = '/[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/';

    /**
     * Returns the text as valid UTF-8. With a connection in MySQL's `latin1`, which is Windows-1252, a column in
     * UTF-8 is returned in that encoding. A text that contains a multibyte character in UTF-8 was
     * truncated or is damaged: its invalid bytes become question marks.
     */
    public static function decoded(string $text): string
    {
        if (mb_check_encoding($text, 'UTF-8')) {
            return $text;
        }
        return preg_match(self::MULTIBYTE, $text) === 1
            ? mb_scrub($text, 'UTF-8')
            : mb_convert_encoding($text, 'UTF-8', 'Windows-1252');
    }
}
