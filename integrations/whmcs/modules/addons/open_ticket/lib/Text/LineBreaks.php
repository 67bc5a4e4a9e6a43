<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/**
 * Writes the line breaks of paragraphs as hard breaks of CommonMark (section 6.7): two spaces before the
 * line feed.
 *
 * The relay uses a parser (`src/markdown/hard_breaks.rs`). This class works line by line. A line that is
 * not certainly part of a paragraph is unchanged: at worst, its line break is shown as a space.
 */
final class LineBreaks
{
    /** Maximum size of text that is changed, in bytes, as in the relay. */
    private const MAX_BYTES = 1 << 19;

    /** Returns the text with hard breaks. */
    public static function withHardBreaks(string $text): string
    {
        if (strlen($text) > self::MAX_BYTES || !str_contains($text, "\n")) {
            return $text;
        }
        $lines = explode("\n", $text);
        $fence = null;
        $isParagraph = false;
        foreach ($lines as $index => $line) {
            $bare = rtrim($line, "\r");
            $content = self::withoutQuotes($bare);
            if ($fence !== null) {
                if (preg_match('/\A {0,3}' . preg_quote($fence, '/') . '[' . $fence[0] . ']* *\z/', $content) === 1) {
                    $fence = null;
                }
                continue;
            }
            if (preg_match('/\A {0,3}(?:(?:[-+*]|[0-9]{1,9}[.)]) +)?(`{3,}(?=[^`]*\z)|~{3,})/', $content, $found) === 1) {
                [$fence, $isParagraph] = [$found[1], false];
                continue;
            }
            $isText = self::isText($content, $isParagraph);
            if ($isText && isset($lines[$index + 1]) && self::continues($bare, rtrim($lines[$index + 1], "\r"))) {
                $lines[$index] = self::withSpaces($bare) . substr($line, strlen($bare));
            }
            $isParagraph = $isText;
        }
        return implode("\n", $lines);
    }

    /** Returns `true` if the line is part of a paragraph. */
    private static function isText(string $content, bool $isParagraph): bool
    {
        if (trim($content) === '' || str_contains($content, '|')) {
            return false;
        }
        if (!$isParagraph && preg_match('/\A(?: {4}| {0,3}\t)/', $content) === 1) {
            return false;
        }
        // The underline of a heading.
        if ($isParagraph && preg_match('/\A {0,3}(?:=+|-+)[ \t]*\z/', $content) === 1) {
            return false;
        }
        // Headings, thematic breaks, link definitions, and blocks of HTML.
        return preg_match(
            '/\A {0,3}(?:#{1,6}(?:[ \t]|\z)|(?:\*[ \t]*){3,}\z|(?:-[ \t]*){3,}\z|(?:_[ \t]*){3,}\z|\[[^\]]+\]:|<[A-Za-z\/!?])/',
            $content,
        ) !== 1;
    }

    /** Returns `true` if the next line continues the paragraph of this one. */
    private static function continues(string $line, string $next): bool
    {
        $isQuote = self::withoutQuotes($line) !== $line;
        $content = self::withoutQuotes($next);
        if ((!$isQuote && $content !== $next) || trim($content) === '' || str_contains($content, '|')) {
            return false;
        }
        // A list item, a heading or its underline, a thematic break, a fence, or a block of HTML.
        return preg_match(
            '/\A\s*(?:[-+*](?:[ \t]|\z)|[0-9]{1,9}[.)](?:[ \t]|\z)|#{1,6}(?:[ \t]|\z)|=+[ \t]*\z|-+[ \t]*\z'
            . '|(?:\*[ \t]*){3,}\z|(?:_[ \t]*){3,}\z|`{3,}|~{3,}|<[A-Za-z\/!?])/',
            $content,
        ) !== 1;
    }

    private static function withoutQuotes(string $line): string
    {
        return (string) preg_replace('/\A(?: {0,3}> ?)+/', '', $line);
    }

    private static function withSpaces(string $line): string
    {
        return match (true) {
            str_ends_with($line, '  '), str_ends_with($line, '\\') => $line,
            str_ends_with($line, ' ') => $line . ' ',
            default => $line . '  ',
        };
    }
}
