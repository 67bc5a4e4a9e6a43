<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Suggestions\SearchIndex;
use OpenTicket\Whmcs\Suggestions\Terms;
use PHPUnit\Framework\TestCase;

/** Compares terms and index with those that the form's code generates from the same texts. */
final class SuggestionVectorsTest extends TestCase
{
    private const FOLDER = __DIR__ . '/../../../../tests/native/fixtures/suggestions/';

    /** @return array<mixed> */
    private static function vectors(string $name): array
    {
        return json_decode((string) file_get_contents(self::FOLDER . $name), true, 16, JSON_THROW_ON_ERROR);
    }

    /** @return iterable<string, array{string, list<string>}> */
    public static function texts(): iterable
    {
        foreach (self::vectors('tokens.json') as $index => ['text' => $text, 'terms' => $terms]) {
            yield $index . ': ' . mb_substr($text, 0, 40) => [$text, $terms];
        }
    }

    /**
     * @param list<string> $terms
     * @dataProvider texts
     */
    public function testTheTermsOfATextMatchThoseOfTheForm(string $text, array $terms): void
    {
        self::assertSame($terms, Terms::of($text));
    }

    public function testTheIndexOfArticlesMatchesThatOfTheForm(): void
    {
        ['articles' => $articles, 'index' => $expected] = self::vectors('index.json');
        $index = new SearchIndex();
        foreach ($articles as $article) {
            self::assertTrue($index->add($article['title'], $article['url'], $article['text']), $article['title']);
        }
        $found = $index->toJson();
        ksort($found);
        ksort($expected);
        self::assertSame($expected, $found);
    }
}
