<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/**
 * Help of a custom field: text with links, written `[text](url)`, which the form finds with `src/rules/help_text.rs`.
 * `tests/native/fixtures/help-text.json` has the cases that both are tested with.
 */
final class HelpText
{
    private const SPACE = ' \t\r\n\f';

    /** Characters of a URL that would end a link, or start a tag, in the converted text. */
    private const ENCODED = ['(' => '%28', ')' => '%29', '<' => '%3C', '>' => '%3E'];

    /** Converts a description from WHMCS, which may be HTML. Links are kept, all other tags are removed. */
    public static function fromHtml(string $html): string
    {
        $attributes = '((?:[^"\'<>]++|"[^"]*+"|\'[^\']*+\')*+)';
        $content = '((?:[^<]++|<(?!/?a[' . self::SPACE . '/>]))*+)';
        $pattern = '~<a(?=[' . self::SPACE . "])$attributes>$content</a[" . self::SPACE . ']*+>~i';
        $link = static fn (array $found): string => self::link(self::href($found[1]), strip_tags($found[2]));
        return trim(strip_tags(Regex::replaceWith($pattern, $link, $html)));
    }

    /** Returns the text as the form shows it: with the texts of its links, without their URLs. */
    public static function withoutLinks(string $help): string
    {
        // The second group is the URL in parentheses, and contains only balanced ones.
        $pattern = '~\[([^\[\]]++)\](\((?:[^()' . self::SPACE . ']++|(?2))*+\))~';
        return Regex::replaceWith($pattern, static function (array $found): string {
            $isLink = !Characters::isBlank($found[1]) && self::isLinkable(substr($found[2], 1, -1));
            return $isLink ? $found[1] : $found[0];
        }, $help);
    }

    /** Returns `true` for a URL that the form links: a web address or `mailto:` with an email address. */
    private static function isLinkable(string $url): bool
    {
        if (!str_starts_with($url, 'mailto:')) {
            return WebAddress::isLink($url);
        }
        $address = substr($url, strlen('mailto:'));
        return EmailAddress::parse($address) === $address;
    }

    /** Returns the link, or only its text if the form would not link it. */
    private static function link(string $url, string $text): string
    {
        // Brackets would end the text of the link.
        $text = strtr(trim($text), '[]', '()');
        $url = strtr(trim(html_entity_decode($url, ENT_QUOTES | ENT_HTML5, 'UTF-8')), self::ENCODED);
        return !Characters::isBlank($text) && self::isLinkable($url) ? "[$text]($url)" : $text;
    }

    /** Returns the value of `href`. The first one counts, as in browsers. */
    private static function href(string $attributes): string
    {
        $space = self::SPACE;
        $pattern = "~([^$space\"'<>/=]++)(?:[$space]*+=[$space]*+(\"[^\"]*+\"|'[^']*+'|[^$space\"'<>]++))?+~";
        foreach (Regex::matches($pattern, $attributes) as $found) {
            if (strtolower($found[1]) === 'href') {
                return trim($found[2] ?? '', '"\'');
            }
        }
        return '';
    }
}
