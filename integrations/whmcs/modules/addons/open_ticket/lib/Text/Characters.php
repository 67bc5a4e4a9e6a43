<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/**
 * Invisible characters, and characters that change the display of the text around them.
 *
 * The same rules as `src/ticket/characters.rs`. All functions expect UTF-8.
 */
final class Characters
{
    /**
     * White space, control characters, default-ignorable code points (Unicode 17.0,
     * DerivedCoreProperties.txt), and characters with an empty glyph, for a character class.
     */
    public const INVISIBLE = '\x{9}-\x{d}\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}'
        . '\x{202f}\x{205f}\x{3000}\x{0}-\x{1f}\x{7f}-\x{9f}'
        . '\x{ad}\x{34f}\x{61c}\x{115f}-\x{1160}\x{17b4}-\x{17b5}\x{180b}-\x{180f}\x{200b}-\x{200f}'
        . '\x{202a}-\x{202e}\x{2060}-\x{206f}\x{3164}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{fff0}-\x{fff8}'
        . '\x{1bca0}-\x{1bca3}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}'
        . '\x{2800}\x{fff9}-\x{fffb}\x{13430}-\x{13438}\x{1343c}-\x{1343f}\x{13441}-\x{13442}'
        . '\x{16fe4}\x{1d159}';

    /** Control characters, line separators, and the bidirectional characters of UAX #9. */
    private const UNSAFE_IN_LINE = '\x{0}-\x{1f}\x{7f}-\x{9f}\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}'
        . '\x{2028}\x{2029}\x{2066}-\x{2069}';

    /** Variation selectors, tags, and the zero width joiner (Unicode 17.0, sections 23.2 to 23.9). */
    private const CHANGES_PREVIOUS_GLYPH = '\x{180b}-\x{180d}\x{180f}\x{200d}\x{fe00}-\x{fe0f}'
        . '\x{e0020}-\x{e007f}\x{e0100}-\x{e01ef}';

    /** Returns `true` if the bytes are UTF-8. */
    public static function isUtf8(string $text): bool
    {
        return preg_match('//u', $text) === 1;
    }

    /** Returns the number of code points. */
    public static function length(string $text): int
    {
        return mb_strlen($text, 'UTF-8');
    }

    /** Returns `true` if no part of the text is visible. */
    public static function isBlank(string $text): bool
    {
        return preg_match('/[^' . self::INVISIBLE . ']/u', $text) !== 1;
    }

    /**
     * Returns `true` if the text contains a character that must not be in a subject, a name, or the
     * name of a file.
     */
    public static function hasUnsafeInLine(string $text): bool
    {
        return preg_match('/[' . self::UNSAFE_IN_LINE . ']/u', $text) === 1;
    }

    /** Removes the characters that must not be in a single line. */
    public static function withoutUnsafe(string $text): string
    {
        return (string) preg_replace('/[' . self::UNSAFE_IN_LINE . ']/u', '', $text);
    }

    /**
     * Trims invisible characters from both ends of a single line. Characters that change the glyph of
     * the last one are kept.
     */
    public static function trimInvisible(string $text): string
    {
        $text = self::trimInvisibleStart($text);
        $length = strlen($text);
        $end = $length;
        // From the end, because a backtracking pattern would take quadratic time.
        while ($end > 0) {
            $start = $end - 1;
            while ($start > 0 && (ord($text[$start]) & 0xc0) === 0x80) {
                $start--;
            }
            if (!self::isBlank(substr($text, $start, $end - $start))) {
                break;
            }
            $end = $start;
        }
        if ($end === 0 || ord($text[$end - 1]) < 0x80) {
            return substr($text, 0, $end);
        }
        preg_match('/\A[' . self::CHANGES_PREVIOUS_GLYPH . ']*/u', substr($text, $end), $kept);
        return substr($text, 0, $end + strlen($kept[0] ?? ''));
    }

    /** Trims invisible characters from the start of a text. */
    public static function trimInvisibleStart(string $text): string
    {
        return (string) preg_replace('/\A[' . self::INVISIBLE . ']+/u', '', $text);
    }

    /** Returns `true` for one character that is never displayed. */
    public static function isInvisible(string $character): bool
    {
        return $character !== '' && self::isBlank($character);
    }

    /**
     * Removes terminal escape sequences (ECMA-48) and control characters from text of several lines,
     * and keeps tabs and line breaks. A form feed, a vertical tab and a next-line character become
     * line breaks.
     */
    public static function withoutControls(string $text): string
    {
        if (preg_match('/[\x{0}-\x{8}\x{b}\x{c}\x{e}-\x{1f}\x{7f}-\x{9f}]/u', $text) !== 1) {
            return $text;
        }
        $sequence = '[ -?]*+[@-~]';
        $string = '[^\x{7}\x{9c}\x{1b}\n]*+(?:\x{7}|\x{9c}|\x{1b}\\\\)';
        $pattern = '/\x{1b}(?:\[' . $sequence . '|[\]PX^_]' . $string . '|[ -\/]++[0-~])'
            . '|\x{9b}' . $sequence
            . '|[\x{b}\x{c}\x{85}]'
            . '|[\x{0}-\x{8}\x{e}-\x{1f}\x{7f}-\x{9f}]/u';
        return (string) preg_replace_callback(
            $pattern,
            static fn (array $found): string =>
                in_array($found[0], ["\u{b}", "\u{c}", "\u{85}"], true) ? "\n" : '',
            $text,
        );
    }

    /** Trims white space, as Unicode defines it, from both ends of a text. */
    public static function trimWhiteSpace(string $text): string
    {
        $text = (string) preg_replace('/\A[' . WebAddress::WHITE_SPACE . ']++/u', '', $text);
        $end = strlen($text);
        // From the end, because a pattern without an anchor at the start would take quadratic time.
        while ($end > 0) {
            $start = $end - 1;
            while ($start > 0 && (ord($text[$start]) & 0xc0) === 0x80) {
                $start--;
            }
            if (preg_match('/\A[' . WebAddress::WHITE_SPACE . ']\z/u', substr($text, $start, $end - $start)) !== 1) {
                break;
            }
            $end = $start;
        }
        return substr($text, 0, $end);
    }
}
