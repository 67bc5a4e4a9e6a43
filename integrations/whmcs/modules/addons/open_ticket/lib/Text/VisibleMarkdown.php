<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/**
 * Markdown that renders to nothing: comments, link definitions, and markup without text.
 *
 * Not a parser: if unsure, it treats a line as visible. The same rules as
 * `src/ticket/visible_markdown.rs`.
 */
final class VisibleMarkdown
{
    private const BLOCK = 'block';
    private const PARAGRAPH = 'paragraph';
    private const CODE = 'code';
    private const COMMENT = 'comment';
    private const DESTINATION = 'destination';
    private const TITLE = 'title';

    /** Named character references of invisible characters that people and editors write. */
    private const INVISIBLE_REFERENCES = [
        'nbsp', 'ensp', 'emsp', 'thinsp', 'hairsp', 'shy', 'zwj', 'zwnj', 'lrm', 'rlm', 'NoBreak',
        'ZeroWidthSpace',
    ];

    /** White space as bytes: with the modifier `u`, PCRE would check the whole text at each offset. */
    private const WHITE_SPACE = '(?:[\x09-\x0d ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]'
        . '|\xe2\x81\x9f|\xe3\x80\x80)';

    /** State between the lines. */
    private string $state = self::BLOCK;

    /** In a fenced code block: the character of its fence, and its length. */
    private string $mark = '';
    private int $length = 0;

    private function __construct()
    {
    }

    /** Returns `true` if a message in Markdown shows anything when it is rendered. */
    public static function isVisible(string $text): bool
    {
        $reader = new self();
        $lines = explode("\n", $text);
        foreach ($lines as $line) {
            $next = $reader->after(str_ends_with($line, "\r") ? substr($line, 0, -1) : $line);
            if ($next === null) {
                return true;
            }
            $reader->state = $next;
        }
        // Incomplete definitions and comments are shown as they were written.
        return in_array($reader->state, [self::DESTINATION, self::COMMENT], true);
    }

    /** Returns the state after a line, or `null` if the line shows anything. */
    private function after(string $line): ?string
    {
        if ($this->state === self::CODE) {
            return $this->afterCodeLine($line);
        }
        if ($this->state === self::COMMENT) {
            return $this->afterComment($line);
        }
        if ($this->state === self::DESTINATION) {
            $content = self::withoutIndentation($line);
            $isNewBlock = $content === null || self::markerLength($content, 0) > 0 || self::fence($content) !== null;
            return $isNewBlock ? null : $this->afterDestination(self::trim($content));
        }
        if ($this->state === self::TITLE && self::isTitle(self::trim($line))) {
            return self::BLOCK;
        }
        if (self::trim($line) === '') {
            return self::BLOCK;
        }
        if (Characters::isBlank($line)) {
            return self::PARAGRAPH;
        }
        return $this->afterBlockLine($line);
    }

    private function afterCodeLine(string $line): ?string
    {
        if (Characters::isBlank($line)) {
            return self::CODE;
        }
        $content = self::withoutIndentation($line);
        $fence = $content === null ? null : self::fence($content);
        if ($fence === null) {
            return null;
        }
        [$closing, $count, $info] = $fence;
        // The form's parser shows a fence that is followed by a tab, which CommonMark allows.
        $isClosing = $closing === $this->mark && $count >= $this->length && trim($info, " \r") === '';
        return $isClosing ? self::BLOCK : null;
    }

    private function afterBlockLine(string $line): ?string
    {
        $content = self::trimEnd($line);
        $hasMarkers = $isHeading = false;
        $length = strlen($content);
        // Skips the markers of quotes, lists and headings. A line may consist of any number of them.
        for ($offset = 0; $offset < $length; $offset += $marker) {
            $spaces = strspn($content, ' ', $offset);
            if ($spaces >= 4 || $content[$offset + $spaces] === "\t") {
                return null;
            }
            $offset += $spaces;
            $marker = $isHeading ? 0 : self::markerLength($content, $offset);
            if ($marker === 0) {
                break;
            }
            $isHeading = $content[$offset] === '#';
            $hasMarkers = true;
        }
        $content = substr($content, $offset);
        // An empty list item cannot interrupt a paragraph, and a definition may be part of one.
        if ($hasMarkers && $this->state !== self::BLOCK) {
            return null;
        }
        if (self::trim($content) === '') {
            return self::BLOCK;
        }
        if (self::isBlankInMarkdown($content)) {
            return $isHeading ? self::BLOCK : self::PARAGRAPH;
        }
        if ($isHeading) {
            return null;
        }
        $visible = Characters::trimInvisibleStart($content);
        if (str_starts_with($visible, '<!--')) {
            // A comment in a quote, a list or a paragraph may end with that block.
            $comment = substr($visible, 2);
            $canContinue = !$hasMarkers && $content[0] === '<';
            $after = str_contains($comment, '-->') || $canContinue ? $this->afterComment($comment) : null;
            $isBlock = strlen($visible) === strlen($content);
            return $after === null || $isBlock ? $after : self::PARAGRAPH;
        }
        $fence = self::fence($content);
        if ($fence !== null) {
            [$this->mark, $this->length] = $fence;
            return self::CODE;
        }
        $definition = self::afterLabel($content);
        if ($definition === null || $this->state === self::PARAGRAPH) {
            return null;
        }
        $definition = self::trim($definition);
        return $definition === '' ? self::DESTINATION : $this->afterDestination($definition);
    }

    /** Returns the state after a line in a comment. Text after the end of the comment is shown. */
    private function afterComment(string $text): ?string
    {
        // By offsets: a line may contain any number of comments.
        $offset = 0;
        for ($isFirst = true;; $isFirst = false) {
            $end = strpos($text, '-->', $offset);
            if ($end === false) {
                // The block of raw HTML ends with this line, even if a further comment does not.
                return $isFirst ? self::COMMENT : null;
            }
            if (preg_match('/\G' . self::WHITE_SPACE . '*+<!(?=--)/', $text, $next, 0, $end + 3) !== 1) {
                return Characters::isBlank(substr($text, $end + 3)) ? self::BLOCK : null;
            }
            $offset = $end + 3 + strlen($next[0]);
        }
    }

    /** Removes up to three spaces. Returns `null` for indented code. */
    private static function withoutIndentation(string $line): ?string
    {
        $content = ltrim($line, ' ');
        $isCode = strlen($line) - strlen($content) >= 4 || str_starts_with($content, "\t");
        return $isCode ? null : $content;
    }

    /** Returns the length of the marker at an offset. 0: none. */
    private static function markerLength(string $text, int $offset): int
    {
        if (($text[$offset] ?? '') === '>') {
            return ($text[$offset + 1] ?? '') === ' ' ? 2 : 1;
        }
        $pattern = '/\G(?:#{1,6}(?!#)|[0-9]{1,9}(?![0-9])[.)]|[-+*])(?: |\z)/';
        return preg_match($pattern, $text, $marker, 0, $offset) === 1 ? strlen($marker[0]) : 0;
    }

    /** @return array{string, int, string}|null character, length and rest of a fence of a code block */
    private static function fence(string $line): ?array
    {
        $mark = $line[0] ?? '';
        if ($mark !== '`' && $mark !== '~') {
            return null;
        }
        $length = strspn($line, $mark);
        $info = substr($line, $length);
        $isFence = $length >= 3 && !($mark === '`' && str_contains($info, '`'));
        return $isFence ? [$mark, $length, $info] : null;
    }

    /** Returns the text after `[label]:` of a link definition (CommonMark, section 4.7). */
    private static function afterLabel(string $text): ?string
    {
        $end = strpos($text, ']');
        if (!str_starts_with($text, '[') || $end === false) {
            return null;
        }
        $label = substr($text, 1, $end - 1);
        $isLabel = !Characters::isBlank($label) && strpbrk($label, '[\\') === false;
        return $isLabel && ($text[$end + 1] ?? '') === ':' ? substr($text, $end + 2) : null;
    }

    private function afterDestination(string $text): ?string
    {
        if ($text === '') {
            return null;
        }
        if ($text[0] === '<') {
            $end = strpos($text, '>');
            if ($end === false) {
                return null;
            }
            [$destination, $rest] = [substr($text, 1, $end - 1), substr($text, $end + 1)];
        } else {
            $end = strcspn($text, " \t");
            [$destination, $rest] = [substr($text, 0, $end), (string) substr($text, $end + 1)];
        }
        $isSeparated = $rest === '' || $rest[0] === ' ' || $rest[0] === "\t" || $text[0] !== '<';
        $title = self::trim($rest);
        return match (true) {
            strpbrk($destination, '()<\\') !== false, !$isSeparated => null,
            $title === '' => self::TITLE,
            default => self::isTitle($title) ? self::BLOCK : null,
        };
    }

    /** Returns `true` for a complete title in quotation marks or parentheses. */
    private static function isTitle(string $text): bool
    {
        if (preg_match('/\A(?:"(.*)"|\'(.*)\'|\((.*)\))\z/s', $text, $found) !== 1) {
            return false;
        }
        return strpbrk((string) end($found), '"\'()\\') === false;
    }

    /** Returns `true` if the text contains only invisible characters and references to them. */
    private static function isBlankInMarkdown(string $text): bool
    {
        $visible = preg_replace_callback(
            '/&([^;]*);/',
            static fn (array $found): string => self::isInvisibleReference($found[1]) ? '' : 'x',
            $text,
        );
        return Characters::isBlank((string) $visible);
    }

    private static function isInvisibleReference(string $name): bool
    {
        if (preg_match('/\A#(?:([xX])([0-9A-Fa-f]{1,8})|([0-9]{1,10}))\z/', $name, $found) !== 1) {
            return in_array($name, self::INVISIBLE_REFERENCES, true);
        }
        $code = $found[1] === '' ? (int) $found[3] : (int) hexdec($found[2]);
        // CommonMark replaces NUL with a visible character.
        $character = $code === 0 ? false : mb_chr($code, 'UTF-8');
        return is_string($character) && Characters::isInvisible($character);
    }

    private static function trim(string $text): string
    {
        return self::trimStart(self::trimEnd($text));
    }

    private static function trimStart(string $text): string
    {
        return (string) preg_replace('/\A[\s\x{85}\x{a0}\p{Z}]+/u', '', $text);
    }

    private static function trimEnd(string $text): string
    {
        // Only the end is searched: a pattern that starts at each space would take quadratic time.
        for ($end = strlen($text); $end > 0; $end = $start) {
            for ($start = $end - 1; $start > 0 && (ord($text[$start]) & 0xc0) === 0x80; $start--) {
                continue;
            }
            if (preg_match('/\A[\s\x{85}\x{a0}\p{Z}]\z/u', substr($text, $start, $end - $start)) !== 1) {
                break;
            }
        }
        return substr($text, 0, $end);
    }
}
