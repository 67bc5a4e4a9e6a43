<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Text\Regex;

/** Comparison of a text with what WHMCS has stored of it, as in `relay/src/whmcs/stored_text.rs`. */
final class StoredText
{
    /**
     * Minimum size of a text that may have been truncated, in bytes, with HTML entities. MySQL's `TEXT` columns have
     * 65,535 bytes, and with a connection in Latin-1, each byte of a character takes up to three of them. WHMCS disables
     * strict mode, in which MySQL would refuse a longer text.
     */
    private const MIN_TRUNCATED = 21_845;

    /** Maximum size of an encoded character, `&quot;`, in bytes. */
    private const MAX_ENTITY = 6;

    /**
     * Number of characters at the end of a truncated text that are not compared: they may be a part of an HTML entity or
     * of a character.
     */
    private const TRUNCATED_ENTITY = 16;

    /** Maximum number of times that a text was encoded: before it was stored, and by the action that returns it. */
    private const MAX_ENCODINGS = 2;

    /**
     * Compares texts by their letters and digits: WHMCS encodes some characters, and a database without four-byte UTF-8
     * omits emoji, stores question marks, or ends the text before the first one. It may have truncated a long text.
     *
     * @param string $stored the text as WHMCS returns it, with HTML entities
     */
    public static function isSame(string $stored, string $sent): bool
    {
        for ($encodings = 0; $encodings <= self::MAX_ENCODINGS; $encodings++) {
            if (self::isSameDecoded(mb_scrub($stored, 'UTF-8'), $sent)) {
                return true;
            }
            $decoded = html_entity_decode($stored, ENT_QUOTES | ENT_HTML5, 'UTF-8');
            if ($decoded === $stored) {
                break;
            }
            $stored = $decoded;
        }
        return false;
    }

    /**
     * Returns `true` if the stored text has all words of the sent one, in the same order: a hook may have added others,
     * such as a signature or the tags of HTML. A text without words, such as an emoji, cannot be compared, and counts
     * as contained.
     *
     * @param string $stored the text as WHMCS returns it, with HTML entities
     */
    public static function contains(string $stored, string $sent): bool
    {
        for ($encodings = 0; $encodings <= self::MAX_ENCODINGS; $encodings++) {
            if (self::containsWords(mb_scrub($stored, 'UTF-8'), $sent)) {
                return true;
            }
            $stored = html_entity_decode($stored, ENT_QUOTES | ENT_HTML5, 'UTF-8');
        }
        return false;
    }

    /** Returns the letters and digits that every database can store. */
    public static function normalized(string $text): string
    {
        return Regex::replace('/[^\p{L}\p{N}]|[\x{10000}-\x{10ffff}]/u', '', $text);
    }

    private static function containsWords(string $stored, string $sent): bool
    {
        $remaining = self::words($sent);
        $next = 0;
        foreach (self::words($stored) as $word) {
            $next += $word === ($remaining[$next] ?? null) ? 1 : 0;
        }
        return $next === count($remaining);
    }

    /** @return list<string> the runs of letters and digits that every database can store */
    private static function words(string $text): array
    {
        $separated = Regex::replace('/[^\p{L}\p{N}]|[\x{10000}-\x{10ffff}]/u', ' ', $text);
        return array_values(array_filter(explode(' ', $separated), static fn (string $word): bool => $word !== ''));
    }

    private static function isSameDecoded(string $stored, string $sent): bool
    {
        $isTruncated = strlen($sent) * self::MAX_ENTITY >= self::MIN_TRUNCATED
            && strlen(htmlspecialchars($stored, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8')) >= self::MIN_TRUNCATED;
        $isSame = static function (string $stored, string $sent) use ($isTruncated): bool {
            // A text of symbols only has no letters to compare, but may end with those of a truncated entity.
            $start = mb_substr($stored, 0, -self::TRUNCATED_ENTITY, 'UTF-8');
            $isStart = str_starts_with($sent, $start) && ($sent === '' || $start !== '');
            return $stored === $sent || ($isTruncated && $isStart);
        };
        $normalized = self::normalized($stored);
        if ($isSame($normalized, self::normalized($sent))) {
            return true;
        }
        $beforeEmoji = Regex::replace('/[\x{10000}-\x{10ffff}].*\z/su', '', $sent);
        if ($beforeEmoji !== $sent && $normalized === self::normalized($beforeEmoji)) {
            return true;
        }
        $questionMarks = static fn (string $text): int => substr_count($text, '?') + substr_count($text, "\u{fffd}");
        $ascii = static fn (string $text): string => Regex::replace('/[^A-Za-z0-9]/', '', $text);
        return $questionMarks($stored) > $questionMarks($sent) && $isSame($ascii($stored), $ascii($sent));
    }
}
