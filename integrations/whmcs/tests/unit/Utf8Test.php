<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Text\Utf8;
use PHPUnit\Framework\TestCase;

/** Text of every encoding in a database becomes valid UTF-8, with the letters that can be read. */
final class Utf8Test extends TestCase
{
    /** @return iterable<string, array{string, string}> */
    public static function texts(): iterable
    {
        yield 'nothing' => ['', ''];
        yield 'UTF-8' => ["Größe \u{1f3ab} 日本", "Größe \u{1f3ab} 日本"];
        yield 'Latin-1' => ["Gr\xf6\xdfe", 'Größe'];
        yield 'Windows-1252' => ["5 \x80 \x93quoted\x94", '5 € “quoted”'];
        yield 'UTF-8, truncated within a character' => [substr('Größe日', 0, -1), 'Größe?'];
        yield 'UTF-8 with an invalid byte' => ["Größe \xff", 'Größe ?'];
    }

    /** @dataProvider texts */
    public function testTheLettersOfATextAreKept(string $stored, string $expected): void
    {
        self::assertSame($expected, Utf8::decoded($stored));
    }

    public function testEachSequenceOfBytesBecomesValid(): void
    {
        for ($first = 0; $first < 256; $first++) {
            for ($second = 0; $second < 256; $second++) {
                foreach (['', "\x80", "\x9f\x8e"] as $end) {
                    self::assertTrue(mb_check_encoding(Utf8::decoded(chr($first) . chr($second) . $end), 'UTF-8'));
                }
            }
        }
    }
}
