<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Whmcs\StoredText;
use PHPUnit\Framework\TestCase;

/** A text is recognized only if the letters that a database has stored identify it, as in the relay. */
final class StoredTextTest extends TestCase
{
    private const CASES = __DIR__ . '/../stored-texts.json';

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function cases(): iterable
    {
        foreach (json_decode((string) file_get_contents(self::CASES), true, 8, JSON_THROW_ON_ERROR) as $case) {
            yield $case['name'] => [$case];
        }
    }

    /** @dataProvider cases @param array<string, mixed> $case */
    public function testATextIsRecognizedOnlyIfTheStoredLettersIdentifyIt(array $case): void
    {
        self::assertSame($case['is_same'], StoredText::isSame($case['stored'], $case['sent']));
        self::assertSame($case['may_be_same'], StoredText::mayBeSame($case['stored'], $case['sent']));
    }

    public function testALargeTextOfAFewLettersIsNotTheStartOfEveryText(): void
    {
        $fewLetters = 'Hello' . str_repeat(' ', 30_000);
        self::assertFalse(StoredText::isSame($fewLetters, str_repeat('Another message. ', 2_000)));
        self::assertTrue(StoredText::isSame($fewLetters, $fewLetters));
    }

    public function testALongerVersionOfALongMessageIsAnotherOne(): void
    {
        foreach ([1_300, 3_700] as $repetitions) {
            $log = str_repeat('Error in line 17. ', $repetitions);
            self::assertFalse(StoredText::mayBeSame($log, $log . 'I found out more: it is the disk of web-1.'));
        }
    }
}
