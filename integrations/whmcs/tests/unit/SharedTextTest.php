<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Suggestions\PlainText;
use OpenTicket\Whmcs\Suggestions\SearchIndex;
use OpenTicket\Whmcs\Suggestions\Terms;
use OpenTicket\Whmcs\Text\EmailAddress;
use OpenTicket\Whmcs\Text\HelpText;
use OpenTicket\Whmcs\Text\WebAddress;
use PHPUnit\Framework\TestCase;

/** Compares the text of articles, and their links, with the tables that the relay and the form are tested with. */
final class SharedTextTest extends TestCase
{
    private const LINKS = __DIR__ . '/../../../../tests/native/fixtures/suggestions/links.json';
    private const HELP_TEXTS = __DIR__ . '/../../../../tests/native/fixtures/help-text.json';
    private const ADDRESS_CHARACTERS = __DIR__ . '/../../../../tests/native/fixtures/address-characters.json';
    private const TEXTS = __DIR__ . '/../generated/plain-text.json';

    /** @return list<array<string, mixed>> */
    private static function table(string $path): array
    {
        return json_decode((string) file_get_contents($path), true, 8, JSON_THROW_ON_ERROR);
    }

    public function testHtmlAndMarkdownAreReducedToTheSameWordsAsInTheRelay(): void
    {
        $cases = self::table(self::TEXTS);
        self::assertGreaterThan(400, count($cases));
        foreach ($cases as ['html' => $html, 'terms' => $terms, 'line' => $line]) {
            self::assertSame($terms, Terms::of(PlainText::words($html)), $html);
            self::assertSame($line, PlainText::line($html, 10_000), $html);
        }
    }

    public function testAnAddressConsistsOfTheSameCharactersAsInTheForm(): void
    {
        $ranges = [];
        for ($code = 0; $code <= 0x10ffff; $code++) {
            $character = mb_chr($code, 'UTF-8');
            if ($character === false || EmailAddress::parse('a' . $character . 'a@a.aa') === null) {
                continue;
            }
            $last = array_key_last($ranges);
            if ($last !== null && $ranges[$last][1] === $code - 1) {
                $ranges[$last][1] = $code;
            } else {
                $ranges[] = [$code, $code];
            }
        }
        self::assertSame(self::table(self::ADDRESS_CHARACTERS), $ranges);
    }

    public function testAUrlIsLinkedIfTheFormLinksIt(): void
    {
        $cases = self::table(self::LINKS);
        self::assertGreaterThan(40, count($cases));
        foreach ($cases as ['url' => $url, 'is_linkable' => $isLinkable]) {
            self::assertSame($isLinkable, WebAddress::isLink($url), $url);
            self::assertSame($isLinkable, (new SearchIndex())->add('Title', $url, 'Text'), $url);
        }
    }

    public function testADescriptionHasTheLinksAndTheTextThatTheFormShows(): void
    {
        $cases = self::table(self::HELP_TEXTS);
        self::assertGreaterThan(40, count($cases));
        foreach ($cases as ['html' => $html, 'help' => $help, 'text' => $text]) {
            if ($html !== null) {
                self::assertSame($help, HelpText::fromHtml($html), $html);
            }
            self::assertSame($text, HelpText::withoutLinks($help), $help);
        }
    }

    public function testAnArticleIsAddedOnlyIfItsTitleIsVisible(): void
    {
        foreach (['', ' ', "\u{200b}", "\u{2800}", "\u{202e}", "\u{3164}\u{ad}"] as $title) {
            self::assertFalse((new SearchIndex())->add($title, 'https://example.com/', 'Text'), bin2hex($title));
            self::assertSame('', PlainText::line("<b>$title</b>", 200), bin2hex($title));
        }
        self::assertSame("\u{1f469}\u{200d}\u{1f4bb}", PlainText::line("\u{1f469}\u{200d}\u{1f4bb}", 200), 'a joined emoji');
    }

    public function testHostileMarkupIsReadInLinearTime(): void
    {
        foreach (['<a ', '<a href=x>', '<a "', '<a href=x>b</a', '[a](', '[', '](', '[a](('] as $part) {
            $html = str_repeat($part, intdiv(PlainText::MAX_HTML_CHARS, strlen($part)));
            self::assertSame(trim(strip_tags($html)), HelpText::fromHtml($html), $part);
            self::assertSame($html, HelpText::withoutLinks($html), $part);
        }
        foreach (['<a', '<script>', '<!-', '<!--', '](', '](x', 'http://', '&#', "'a", 'a-', '<style></styl'] as $part) {
            foreach (['', '>', "\n)", '-->'] as $end) {
                $html = str_repeat($part, intdiv(PlainText::MAX_HTML_CHARS - 3, strlen($part))) . $end;
                self::assertIsArray(Terms::of(PlainText::words($html)), "$part $end");
            }
        }
    }
}
