<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Text\Regex;

/** Comparison of a text with what WHMCS has stored of it, as in `relay/src/whmcs/stored_text.rs`. */
final class StoredText
{
    /**
     * Maximum number of characters of a truncated text. MySQL's `TEXT` columns have 65,535 bytes. WHMCS disables strict mode,
     * in which MySQL would refuse a longer text.
     */
    private const MAX_TRUNCATED = 65_535;

    /**
     * Minimum size of a truncated text in its column, in bytes: a part of a character at its end, or white space, may be
     * missing.
     */
    private const MIN_TRUNCATED = 65_000;

    /** Maximum size of a character that was encoded twice, `&amp;quot;`, in bytes. */
    private const MAX_ENTITY = 10;

    /** Maximum number of bytes for each byte of a character: with a connection in Latin-1, each is stored as a character. */
    private const MAX_BYTE = 3;

    /** Minimum number of letters and digits that identify the start of a text. */
    private const MIN_START = 1_000;

    /** Pattern of the characters that are not compared. */
    private const SEPARATORS = '/[^' . Letters::CHARACTERS . ']++|[\x{10000}-\x{10ffff}]++/u';

    /** Maximum number of times that a text was encoded: before it was stored, and by the action that returns it. */
    private const MAX_ENCODINGS = 2;

    /**
     * Compares texts by their letters and digits: WHMCS encodes some characters, and a database without four-byte UTF-8
     * omits emoji, stores question marks, or ends the text before the first emoji. It may have truncated a long text. Returns
     * `true` only if enough letters are stored to identify the text: with fewer, it may be another one.
     *
     * @param string $stored the text as WHMCS returns it, with HTML entities
     */
    public static function isSame(string $stored, string $sent): bool
    {
        $letters = self::normalized($sent);
        return self::anyDecoding($stored, static function (string $decoded) use ($sent, $letters): bool {
            if ($letters === '') {
                return self::isSameSymbols($decoded, $sent);
            }
            $storedLetters = self::normalized($decoded);
            return $storedLetters === $letters
                || LossyText::identifies(self::beforeEmoji($storedLetters, $sent))
                || LossyText::identifies(LossyText::compare($decoded, $sent, false))
                || (self::mayBeTruncated($decoded)
                    && LossyText::identifies(LossyText::compare($decoded, $sent, true), self::MIN_START));
        });
    }

    /**
     * Like `isSame`, but also returns `true` if the stored text may be the sent one after a database has lost the letters that
     * identify it.
     *
     * @param string $stored the text as WHMCS returns it, with HTML entities
     */
    public static function mayBeSame(string $stored, string $sent): bool
    {
        return self::isSame($stored, $sent) || self::anyDecoding($stored, static function (string $decoded) use ($sent): bool {
            $storedLetters = self::normalized($decoded);
            return $storedLetters === self::normalized($sent)
                || self::beforeEmoji($storedLetters, $sent) !== null
                || LossyText::compare($decoded, $sent, false) !== null
                || (self::mayBeTruncated($decoded) && LossyText::compare($decoded, $sent, true) !== null);
        });
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
        return self::anyDecoding($stored, static fn (string $decoded): bool => self::containsWords($decoded, $sent));
    }

    /** Returns the letters and digits that every database can store. */
    public static function normalized(string $text): string
    {
        return Regex::replace(self::SEPARATORS, '', $text);
    }

    /** @param callable(string): bool $isMatch */
    private static function anyDecoding(string $stored, callable $isMatch): bool
    {
        for ($encodings = 0; $encodings <= self::MAX_ENCODINGS; $encodings++) {
            if ($isMatch(self::scrubbed($stored))) {
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

    /** Returns valid UTF-8, with U+FFFD instead of other bytes: a question mark would be a character of the text. */
    private static function scrubbed(string $text): string
    {
        $substitute = mb_substitute_character();
        mb_substitute_character(0xfffd);
        $scrubbed = mb_scrub($text, 'UTF-8');
        mb_substitute_character($substitute);
        return $scrubbed;
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
        $separated = Regex::replace(self::SEPARATORS, ' ', $text);
        return array_values(array_filter(explode(' ', $separated), static fn (string $word): bool => $word !== ''));
    }

    /** Returns `true` if the end of a text without entities may be missing, because its column was full. */
    private static function mayBeTruncated(string $decoded): bool
    {
        $size = 0;
        foreach (count_chars($decoded, 1) as $byte => $count) {
            $size += $count * match (true) {
                str_contains('&"\'<>', chr($byte)) => self::MAX_ENTITY,
                $byte === 0x0a => 2,
                $byte >= 0x80 => self::MAX_BYTE,
                default => 1,
            };
        }
        return $size >= self::MIN_TRUNCATED && mb_strlen($decoded, 'UTF-8') <= self::MAX_TRUNCATED;
    }

    /** Compares texts without letters, such as an emoji, by all of their visible characters. */
    private static function isSameSymbols(string $stored, string $sent): bool
    {
        $isTruncated = self::mayBeTruncated($stored);
        [$stored, $sent] = array_map(static fn (string $text): string => Regex::replace('/\s++/u', '', $text), [$stored, $sent]);
        $start = mb_substr($stored, 0, -LossyText::TRUNCATED_ENTITY, 'UTF-8');
        return $stored === $sent || ($isTruncated && $start !== '' && str_starts_with($sent, $start));
    }

    /**
     * Returns the numbers of stored and lost letters if the stored text ends before the first emoji of the sent one.
     *
     * @return array{kept: int, lost: int}|null
     */
    private static function beforeEmoji(string $storedLetters, string $sent): ?array
    {
        $before = Regex::replace('/[\x{10000}-\x{10ffff}].*+\z/su', '', $sent);
        if ($before === $sent || $storedLetters !== self::normalized($before)) {
            return null;
        }
        $kept = mb_strlen($storedLetters, 'UTF-8');
        return ['kept' => $kept, 'lost' => mb_strlen(self::normalized($sent), 'UTF-8') - $kept];
    }
}
