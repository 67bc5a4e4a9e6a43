<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

/** Converts untrusted HTML, of articles and titles, to plain text, which is output as text, never as HTML. */
final class PlainText
{
    /** Maximum number of characters of HTML that are read. */
    private const MAX_HTML_CHARS = 200_000;

    /** Returns the words of an article, without tags, scripts and URLs. */
    public static function words(string $html): string
    {
        $text = self::withoutTags($html);
        // Markdown: the label of a link stays, its target does not.
        return (string) preg_replace(['/\]\([^)\s]*[^)]*\)/', '~https?://\S+~i'], [']', ' '], $text);
    }

    /** Returns one line of at most this many characters. A longer one ends with an ellipsis. */
    public static function line(string $html, int $maxChars): string
    {
        $text = preg_replace('/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/u', ' ', self::withoutTags($html));
        $text = trim((string) $text);
        return mb_strlen($text, 'UTF-8') <= $maxChars ? $text : mb_substr($text, 0, $maxChars - 1, 'UTF-8') . '…';
    }

    private static function withoutTags(string $html): string
    {
        $html = mb_substr(mb_scrub($html, 'UTF-8'), 0, self::MAX_HTML_CHARS, 'UTF-8');
        // An unclosed comment or element ends at the end of the text, as in browsers.
        $patterns = [
            '/<!--.*?(?:-->|\z)/s',
            '~<(script|style)\b.*?(?:</\1\s*>|\z)~is',
            '~</?[a-z][^>]*>|<[!?][^>]*>~i',
        ];
        $text = (string) preg_replace($patterns, ' ', $html);
        return mb_scrub(html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8'), 'UTF-8');
    }
}
