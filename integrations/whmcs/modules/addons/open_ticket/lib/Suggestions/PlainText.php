<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\Regex;
use OpenTicket\Whmcs\Text\Utf8;
use OpenTicket\Whmcs\Text\WebAddress;

/**
 * Converts untrusted HTML and Markdown of articles and titles to plain text. Output it as text, never as HTML.
 * The results are the same as in `relay/src/suggestions/plain_text.rs`: `tests/generated/plain-text.json` has the cases that
 * both are tested with.
 */
final class PlainText
{
    /** Maximum number of characters of an article that are read, including its markup. */
    public const MAX_HTML_CHARS = 80_000;

    /** Elements whose content is not text. */
    private const HIDDEN_ELEMENTS = ['script', 'style'];

    /** Characters that are not part of a word: soft hyphen, zero width space, word joiner, byte order mark. */
    private const INVISIBLE = ["\u{ad}" => '', "\u{200b}" => '', "\u{2060}" => '', "\u{feff}" => ''];

    /** Returns the words of an article, without tags, scripts, link destinations and URLs. */
    public static function words(string $html): string
    {
        $text = strtr(self::withoutTags($html), self::INVISIBLE);
        $text = self::withoutLinkDestinations($text);
        return Regex::replace('~https?://[^' . WebAddress::WHITE_SPACE . ']*+~iu', ' ', $text);
    }

    /** Removes the destinations of Markdown links, `](…)`, that end on the same line. Keeps the link text. */
    private static function withoutLinkDestinations(string $text): string
    {
        $plain = '';
        $position = 0;
        while (($start = strpos($text, '](', $position)) !== false) {
            $end = $start + 2 + strcspn($text, ")\n", $start + 2);
            $isClosed = ($text[$end] ?? '') === ')';
            // If it is not closed on its line, later ones on the same line are not closed either.
            $plain .= substr($text, $position, ($isClosed ? $start : $end) - $position) . ($isClosed ? ' ' : '');
            $position = $isClosed ? $end + 1 : $end;
        }
        return $plain . substr($text, $position);
    }

    /**
     * Returns one line of at most this many characters, without invisible characters and those that change the
     * direction of text. Truncates a longer one with an ellipsis. Returns an empty string if no character is visible.
     */
    public static function line(string $html, int $maxChars): string
    {
        $text = strtr(self::withoutTags($html), self::INVISIBLE);
        $spaces = WebAddress::WHITE_SPACE . '\x{0}-\x{1f}\x{7f}-\x{9f}';
        $text = Characters::withoutUnsafe(Regex::replace("/[$spaces]++/u", ' ', $text));
        $text = trim(Regex::replace('/ {2,}+/', ' ', $text));
        if (Characters::isBlank($text)) {
            return '';
        }
        return mb_strlen($text, 'UTF-8') <= $maxChars ? $text : mb_substr($text, 0, $maxChars - 1, 'UTF-8') . '…';
    }

    /** Replaces tags and comments with spaces, and decodes entities. A `<` that starts no tag is text: `a < b`. */
    private static function withoutTags(string $html): string
    {
        $html = mb_substr(Utf8::decoded($html), 0, self::MAX_HTML_CHARS, 'UTF-8');
        $plain = '';
        $position = 0;
        $ends = [];
        while (($start = strpos($html, '<', $position)) !== false) {
            $end = self::tagEnd($html, $start, $ends);
            $plain .= substr($html, $position, $start - $position) . ($end === $start + 1 ? '<' : ' ');
            $position = $end;
        }
        $plain .= substr($html, $position);
        return mb_scrub(html_entity_decode($plain, ENT_QUOTES | ENT_HTML5, 'UTF-8'), 'UTF-8');
    }

    /**
     * Returns the position after a comment, a tag, or a hidden element; after the `<` if it starts none of them. An
     * unclosed comment or hidden element ends at the end of the text, as in browsers.
     *
     * @param array<string, int> $ends positions of the last searches, so that each text is searched once
     */
    private static function tagEnd(string $html, int $start, array &$ends): int
    {
        $length = strlen($html);
        if (substr_compare($html, '<!--', $start, 4) === 0) {
            $end = strpos($html, '-->', $start);
            return $end === false ? $length : $end + 3;
        }
        if (preg_match('~\G<(?:(/?[A-Za-z][A-Za-z0-9]*+)|[!?])~', $html, $found, 0, $start) !== 1) {
            return $start + 1;
        }
        if (($ends['>'] ?? -1) <= $start) {
            $end = strpos($html, '>', $start);
            $ends['>'] = $end === false ? $length : $end;
        }
        if ($ends['>'] === $length) {
            return $start + 1;
        }
        $name = strtolower($found[1] ?? '');
        if (!in_array($name, self::HIDDEN_ELEMENTS, true)) {
            return $ends['>'] + 1;
        }
        $close = stripos($html, "</$name", $start);
        $end = $close === false ? false : strpos($html, '>', $close);
        return $end === false ? $length : $end + 1;
    }
}
