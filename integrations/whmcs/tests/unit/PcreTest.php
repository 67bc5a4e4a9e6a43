<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Text\Regex;
use PHPUnit\Framework\TestCase;

/** Results do not depend on settings of PCRE with which an expression can fail on a long text. */
final class PcreTest extends TestCase
{
    /** @return iterable<string, array{list<string>}> */
    public static function settings(): iterable
    {
        yield 'without JIT' => [['pcre.jit=0']];
        yield 'a low limit' => [['pcre.backtrack_limit=100']];
        yield 'both' => [['pcre.jit=0', 'pcre.backtrack_limit=100', 'pcre.recursion_limit=100']];
        yield 'without the function that changes them' => [['disable_functions=ini_set']];
    }

    /**
     * @param list<string> $settings
     * @dataProvider settings
     * @group system
     */
    public function testLongTextsHaveTheSameResults(array $settings): void
    {
        $expected = self::results([]);
        self::assertGreaterThan(20, count($expected));
        self::assertGreaterThan(1_000, $expected[0]['terms']);
        self::assertSame($expected, self::results($settings));
    }

    public function testAnExpressionThatFailsTwiceIsAnErrorAndNotAnEmptyText(): void
    {
        $this->expectException(\RuntimeException::class);
        Regex::replace('/x/u', '', "\xff");
    }

    public function testAMatchThatFailsTwiceIsAnErrorAndNotAnEmptyList(): void
    {
        $this->expectException(\RuntimeException::class);
        Regex::matches('/x/u', "\xff");
    }

    /** @param list<string> $settings @return list<array<string, mixed>> */
    private static function results(array $settings): array
    {
        $options = array_merge([], ...array_map(static fn (string $it): array => ['-d', $it], $settings));
        $script = dirname(__DIR__) . '/standin/long-texts.php';
        $process = proc_open([PHP_BINARY, ...$options, $script], [1 => ['pipe', 'w']], $pipes);
        $results = json_decode((string) stream_get_contents($pipes[1]), true);
        self::assertSame(0, proc_close($process));
        return $results;
    }
}
