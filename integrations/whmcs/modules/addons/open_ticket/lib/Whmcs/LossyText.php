<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Text\Regex;

/**
 * Comparison of a text with one in which a database has replaced characters that it lacks, as in
 * `relay/src/whmcs/lossy_text.rs`.
 */
final class LossyText
{
    /** Pattern of the letters and digits that are compared: a database without four-byte UTF-8 lacks those above U+FFFF. */
    public const LETTER = '(?![\x{10000}-\x{10ffff}])[' . Letters::CHARACTERS . ']';

    /**
     * Number of characters at the end of a truncated text that are not compared: they may be a part of an HTML entity or
     * of a character.
     */
    public const TRUNCATED_ENTITY = 16;

    /** Maximum number of question marks that replace a character: one for each of its bytes. */
    private const MAX_MARKS = 4;

    /** Maximum number of characters that a U+FFFD replaces: their bytes were read as one incomplete character. */
    private const MAX_REPLACED = 3;

    /**
     * Minimum number of stored letters and digits that identify a text without the others: a short word with a question mark,
     * such as `B?r`, matches many words.
     */
    private const MIN_KEPT = 4;

    /** Maximum size of a part of a text that is split into letters at once, in bytes. */
    private const CHUNK = 8_192;

    private const NO_GAP = ['lost' => 0, 'symbols' => 0, 'question_marks' => 0, 'replacements' => 0];

    /**
     * Compares a text with a stored one that may have question marks instead of some characters. Returns the numbers of
     * letters and digits that are stored and that are not, or `null` if the sent text cannot have been stored like this.
     *
     * A database stores all ASCII letters and digits, and any other character always or never: a letter that the stored text
     * contains was not replaced elsewhere. All other letters of the sent text must be replaced by question marks in place, one
     * for each character or up to one for each byte.
     *
     * Texts with the same letters must have been compared before: a complete text without question marks has lost no letter,
     * so this method returns `null` without a comparison.
     *
     * @param bool $isStart `true` if the end of the stored text may be missing
     * @return array{kept: int, lost: int}|null
     */
    public static function compare(string $stored, string $sent, bool $isStart): ?array
    {
        if (!$isStart && !str_contains($stored, '?') && !str_contains($stored, "\u{fffd}")) {
            return null;
        }
        $stored = $isStart ? self::withoutEnd($stored) : $stored;
        if ($stored === null) {
            return null;
        }
        $storable = self::otherCharacters($stored);
        $sentParts = self::parts($sent, $storable);
        $kept = $lost = 0;
        foreach (self::parts($stored, $storable) as [$storedGap, $storedLetter]) {
            [$sentGap, $sentLetter] = $sentParts->current();
            $isTruncated = $isStart && $storedLetter === null;
            if (!self::canReplace($storedGap, $sentGap, $isTruncated)) {
                return null;
            }
            $marks = $storedGap['question_marks'] + $storedGap['replacements'];
            $lost += $isTruncated ? min($sentGap['lost'], $marks) : $sentGap['lost'];
            if ($isTruncated || ($storedLetter === null && $sentLetter === null)) {
                break;
            }
            if ($storedLetter !== $sentLetter) {
                return null;
            }
            $kept++;
            $sentParts->next();
        }
        return ['kept' => $kept, 'lost' => $lost];
    }

    /**
     * Returns `true` if the stored letters identify a text: at least as many as those that were lost. If a message is in another
     * alphabet, perhaps only a name or a number is stored, which others may contain, too.
     *
     * @param array{kept: int, lost: int}|null $letters
     */
    public static function identifies(?array $letters, int $minKept = self::MIN_KEPT): bool
    {
        return $letters !== null && $letters['kept'] >= $minKept && $letters['kept'] >= $letters['lost'];
    }

    /**
     * Returns `true` if a gap may be stored instead of one of the sent text.
     *
     * @param array{lost: int, symbols: int, question_marks: int, replacements: int} $stored
     * @param array{lost: int, symbols: int, question_marks: int, replacements: int} $sent
     */
    private static function canReplace(array $stored, array $sent, bool $isTruncated): bool
    {
        $replaced = $stored['question_marks'] + self::MAX_REPLACED * $stored['replacements'];
        $isComplete = $isTruncated || $sent['lost'] === 0 || $replaced >= $sent['lost'] + $sent['question_marks'];
        $replaceable = $sent['lost'] + $sent['symbols'] + $sent['replacements'];
        $marks = $stored['question_marks'] + $stored['replacements'];
        return $isComplete && $marks <= self::MAX_MARKS * $replaceable + $sent['question_marks'];
    }

    /** @return array<string, int> the characters of a text outside of ASCII, as keys */
    private static function otherCharacters(string $text): array
    {
        $characters = [];
        foreach (self::chunks($text) as $chunk) {
            $characters += array_flip(mb_str_split(Regex::replace('/[\x00-\x7f]++/', '', $chunk), 1, 'UTF-8'));
        }
        return $characters;
    }

    /**
     * Returns the stored letters of a text, each with the gap before it, then `null` with the last gap.
     *
     * @param array<string, int> $storable stored characters outside of ASCII, as keys
     * @return \Generator<int, array{array{lost: int, symbols: int, question_marks: int, replacements: int}, string|null}>
     */
    private static function parts(string $text, array $storable): \Generator
    {
        $gap = self::NO_GAP;
        foreach (self::chunks($text) as $chunk) {
            // Alternating: text between letters, which is often empty, then a letter.
            foreach (Regex::split('/(' . self::LETTER . ')/u', $chunk) as $index => $part) {
                if ($part === '') {
                    continue;
                }
                if ($index % 2 === 0) {
                    $replacements = substr_count($part, "\u{fffd}");
                    $gap['question_marks'] += substr_count($part, '?');
                    $gap['replacements'] += $replacements;
                    // The first byte of each character outside of ASCII.
                    $gap['symbols'] += strlen(Regex::replace('/[\x00-\xbf]++/', '', $part)) - $replacements;
                } elseif (strlen($part) > 1 && !isset($storable[$part])) {
                    $gap['lost']++;
                } else {
                    yield [$gap, $part];
                    $gap = self::NO_GAP;
                }
            }
        }
        yield [$gap, null];
    }

    /**
     * Splits a text between characters. A comparison ends at the first difference, or with a truncated text, and the array of
     * all letters takes many times the memory of the text.
     *
     * @return \Generator<int, string>
     */
    private static function chunks(string $text): \Generator
    {
        for ($start = 0; $start < strlen($text); $start += strlen($chunk)) {
            $chunk = mb_strcut($text, $start, self::CHUNK, 'UTF-8');
            yield $chunk;
        }
    }

    /** Returns a text without the letters and marks at its end that may be a part of an entity or of a character. */
    private static function withoutEnd(string $text): ?string
    {
        $split = Regex::split('/(' . self::LETTER . '|[?\x{fffd}])/u', $text);
        $removed = 2 * self::TRUNCATED_ENTITY;
        return count($split) > $removed ? implode('', array_slice($split, 0, -$removed)) : null;
    }
}
