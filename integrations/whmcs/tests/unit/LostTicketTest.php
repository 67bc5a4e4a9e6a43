<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Whmcs\TicketDate;

/** A ticket whose response is lost is not opened again, whatever WHMCS lists and its database stored. */
final class LostTicketTest extends KeyTestCase
{
    private const DAY = '2020-01-01 00:';

    /** Changes the tickets that WHMCS lists. @param callable(array<string, mixed>): array<string, mixed> $change */
    private static function changeTickets(callable $change): void
    {
        LocalApiClient::$changes['GetTickets'] = static function (array $parameters, callable $original) use ($change): array {
            $response = $original();
            $response['tickets']['ticket'] = array_map($change, $response['tickets']['ticket'] ?? []);
            return $response;
        };
    }

    /** Changes the message that WHMCS returns. @param callable(string): mixed $change */
    private static function changeMessage(callable $change): void
    {
        LocalApiClient::$changes['GetTicket'] = static function (array $parameters, callable $original) use ($change): array {
            $response = $original();
            $message = &$response['replies']['reply'][0]['message'];
            $message = $change($message);
            return $response;
        };
    }

    /** @param array<string, string> $values */
    private function assertUnknown(array $values = []): void
    {
        self::loseResponses();
        for ($attempt = 0; $attempt < 2; $attempt++) {
            $this->assertRefused(502, 'unknown', $this->submit($values));
            self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        }
        self::assertSame(1, self::opened());
    }

    /** @param array<string, string> $values */
    private function assertFound(array $values = []): void
    {
        self::loseResponses();
        $response = $this->submit($values);
        self::assertSame('success', self::json($response)['result'] ?? null, $response->body);
        self::assertSame(1, self::opened());
    }

    private static function opened(): int
    {
        return count(LocalApiClient::callsOf('OpenTicket'));
    }

    /** @return iterable<string, array{int}> */
    public static function dateErrors(): iterable
    {
        yield 'a clock that differs by seconds' => [-5];
        yield 'a clock that differs by minutes' => [-300];
        yield 'another time zone' => [-2 * 3_600];
        yield 'the most distant time zone' => [-14 * 3_600 + 60];
    }

    /** @dataProvider dateErrors */
    public function testATicketWhoseDateMayBeWrongLeavesTheOutcomeUnknown(int $error): void
    {
        self::changeTickets(static function (array $row) use ($error): array {
            $date = date('Y-m-d H:i:s', time() + $error);
            return ['date' => $date, 'lastreply' => $date] + $row;
        });
        $this->assertUnknown();
        $reason = 'a ticket with the same content seems to be older than its request';
        self::assertStringContainsString($reason, implode("\n", LocalApiClient::$activity));
    }

    public function testATicketFromBeforeTheClockWasSetForwardLeavesTheOutcomeUnknown(): void
    {
        $this->elapsed = 300_000;
        $this->assertUnknown();
    }

    public function testATicketThatWhmcsAssignedToAClientIsNotRuledOutByItsDate(): void
    {
        $date = date('Y-m-d H:i:s', time() - 3_600);
        LocalApiClient::$changes['GetTickets'] = static function (array $parameters, callable $original) use ($date): array {
            $response = $original();
            $rows = isset($parameters['email']) ? [] : $response['tickets']['ticket'] ?? [];
            $response['tickets']['ticket'] = array_map(
                static fn (array $row): array =>
                    ['userid' => 1, 'email' => '', 'requestor_email' => '', 'date' => $date, 'lastreply' => $date] + $row,
                $rows,
            );
            $response['totalresults'] = count($rows);
            return $response;
        };
        $this->assertUnknown();
    }

    public function testATicketWithTheSameContentThatTheAddOnOpenedIsNotTheLostOne(): void
    {
        $response = self::json($this->submit([], self::key()));
        self::assertSame('success', $response['result']);
        $this->elapsed = 300_000;
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        $this->assertRefused(503, 'unavailable', $this->submit());
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
    }

    public function testATicketWithTheSameContentFromTheDayBeforeIsNotTheLostOne(): void
    {
        $created = date('Y-m-d H:i:s', time() - 15 * 3_600);
        localAPI('OpenTicket', ['created' => $created] + $this->ticket);
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        $this->assertRefused(503, 'unavailable', $this->submit());
    }

    /** @return iterable<string, array{mixed}> */
    public static function unreadableIds(): iterable
    {
        yield 'missing' => [null];
        yield 'empty' => [''];
        yield 'letters' => ['ABC-1'];
        yield 'zero' => ['0'];
        yield 'too large' => ['99999999999999999999'];
    }

    /** @dataProvider unreadableIds */
    public function testAListedTicketWithoutAReadableIdLeavesTheOutcomeUnknown(mixed $id): void
    {
        localAPI('OpenTicket', ['subject' => 'An older one', 'created' => '2020-02-02 12:00:00'] + $this->ticket);
        $ids = ['id' => $id, 'ticketid' => $id];
        self::changeTickets(fn (array $row): array => $row['subject'] === $this->subject ? $ids + $row : $row);
        LocalApiClient::$calls = [];
        $this->assertUnknown();
    }

    /** @return iterable<string, array{callable(int): string, callable(int): int}> dates of a page, and totals of a page's length */
    public static function orders(): iterable
    {
        $oldestFirst = static fn (int $index): string => self::DAY . date('i:s', $index);
        yield 'oldest first' => [$oldestFirst, static fn (): int => 101];
        yield 'without an order' => [static fn (int $index): string => self::DAY . date('i:s', $index % 7), static fn (): int => 101];
        $newest = static fn (): string => '2099-01-01 00:00:00';
        yield 'the total of a page' => [$newest, static fn (int $length): int => $length];
        yield 'oldest first, with the total of a page' => [$oldestFirst, static fn (int $length): int => $length];
    }

    /** @dataProvider orders */
    public function testATicketOnALaterPageIsFoundWhateverTheOrderAndTheTotalAre(callable $date, callable $total): void
    {
        $row = static fn (int $index): array => [
            'id' => 100_000 + $index, 'tid' => 'T', 'c' => 'c', 'deptid' => 1, 'userid' => 0, 'email' => 'ada@example.com',
            'subject' => 'Other', 'date' => $date($index), 'lastreply' => $date($index),
        ];
        $lost = [];
        LocalApiClient::$changes['GetTickets'] = function (array $parameters, callable $original) use ($row, $total, &$lost): array {
            if ($parameters['limitstart'] === 0) {
                $isLost = fn (array $row): bool => $row['subject'] === $this->subject;
                $lost = array_values(array_filter($original()['tickets']['ticket'] ?? [], $isLost));
            }
            $rows = match ($parameters['limitstart']) {
                0 => array_map($row, range(0, 99)),
                100 => $lost,
                default => [],
            };
            return ['result' => 'success', 'totalresults' => $total(count($rows)), 'tickets' => ['ticket' => $rows]];
        };
        $this->assertFound();
    }

    /** A reply moves the ticket from the second page to the first one after that one was read. */
    public function testATicketThatMovedToAPageThatWasReadIsNotOpenedAgain(): void
    {
        LocalApiClient::$changes['GetTickets'] = static function (array $parameters): array {
            $row = static fn (int $index): array => [
                'id' => 100_000 + $index, 'tid' => 'T', 'c' => 'c', 'deptid' => 1, 'userid' => 0, 'email' => 'grace@example.com',
                'subject' => 'Other', 'date' => $index < 150 ? '2099-01-01 00:00:00' : '2020-01-01 00:00:00',
            ];
            $rows = match (true) {
                isset($parameters['email']) => [],
                $parameters['limitstart'] === 0 => array_map($row, range(0, 99)),
                // The last ticket of the first page is the first one of the second page.
                default => array_map($row, range(99, 169)),
            };
            return ['result' => 'success', 'totalresults' => $rows === [] ? 0 : 171, 'tickets' => ['ticket' => $rows]];
        };
        $this->assertUnknown();
    }

    public function testATicketWhoseSubjectIsNotListedIsFound(): void
    {
        self::changeTickets(static fn (array $row): array => array_diff_key($row, ['subject' => 0]));
        $this->assertFound(['message' => "About $this->subject"]);
    }

    /** @return iterable<string, array{string, callable(string): string}> messages, and what WHMCS returns of them */
    public static function storedMessages(): iterable
    {
        $encode = static fn (string $text): string => htmlspecialchars($text, ENT_QUOTES, 'UTF-8');
        $column = static fn (string $text): string => substr($text, 0, 65_535);
        yield 'truncated, before the last byte of a character' => ['xx' . str_repeat('жab', 17_000), $column];
        yield 'truncated, after the first of three bytes of a character' => ['xxxx' . str_repeat('語ab', 14_000), $column];
        yield 'truncated, after the second of three bytes of a character' => ['xxx' . str_repeat('語ab', 14_000), $column];
        yield 'truncated, between characters' => [str_repeat('語ab', 14_000), $column];
        yield 'truncated, with entities' => [str_repeat('€&', 16_500), static fn (string $text): string => $column($encode($text))];
        $returned = static fn (string $text): string => mb_scrub(htmlspecialchars_decode($column($encode($text)), ENT_QUOTES), 'UTF-8');
        yield 'truncated, and returned without entities' => [str_repeat('"ab" ', 7_900), $returned];
        $withEmoji = "Der Löwe \u{1f981} brüllt, und der Bär \u{1f43b} brummt";
        $emoji = '/[\x{10000}-\x{10ffff}]/u';
        yield 'four-byte characters are question marks' => [
            $withEmoji, static fn (string $text): string => preg_replace($emoji, '????', $text),
        ];
        yield 'the text ends before the first four-byte character' => [
            "Der Löwe brüllt sehr laut \u{1f981}, und der Bär brummt", static fn (string $text): string => preg_split($emoji, $text)[0],
        ];
        yield 'characters that Latin-1 lacks are question marks' => [
            'Straße 語 und Мир', static fn (string $text): string => preg_replace('/[^\x{0}-\x{ff}]/u', '?', $text),
        ];
        yield 'entities that the user has typed' => ['Write &lt;b&gt; and &amp;nbsp; please', static fn (string $text): string => $text];
        yield 'entities, encoded twice' => ['Write <b> & "x"', static fn (string $text): string => $encode($encode($text))];
    }

    /** @dataProvider storedMessages */
    public function testAMessageThatWasChangedWhenItWasStoredIsRecognized(string $sent, callable $stored): void
    {
        self::changeMessage(static fn (): string => $stored($sent));
        $this->assertFound(['message' => $sent]);
    }

    /** @return iterable<string, array{string, string}> values of `email` and `requestor_email` */
    public static function listedAddresses(): iterable
    {
        yield 'an entity' => ['o&#039;brien@example.com', ''];
        yield 'an entity, encoded twice' => ['o&amp;#039;brien@example.com', 'o&amp;#039;brien@example.com'];
        yield 'white space and capital letters' => [" O'BRIEN@example.com ", ''];
        yield 'the address of an account first' => ['office@example.com', 'o&#039;brien@example.com'];
        yield 'another address second' => ["o'brien@example.com", 'office@example.com'];
        yield 'only the second address' => [' ', "o'brien@example.com"];
    }

    /** @dataProvider listedAddresses */
    public function testALostTicketIsFoundHoweverTheListNamesTheGuest(string $email, string $requestorEmail): void
    {
        self::changeTickets(fn (array $row): array => $row['subject'] === $this->subject
            ? ['userid' => 7, 'email' => $email, 'requestor_email' => $requestorEmail] + $row
            : $row);
        $this->assertFound(['email' => "o'brien@example.com"]);
    }

    /** @return iterable<string, array{bool, int|null, bool}> */
    public static function unnamedTickets(): iterable
    {
        yield 'a guest, no client' => [false, null, true];
        yield "a guest, a guest's ticket" => [false, 0, true];
        yield "a guest, a client's ticket" => [false, 7, false];
        yield 'a client, no client' => [true, null, true];
        yield "a client, a guest's ticket" => [true, 0, false];
    }

    /** @dataProvider unnamedTickets */
    public function testATicketOfTheRequestersListThatNamesNobodyIsFound(bool $isClient, ?int $listedClient, bool $isFound): void
    {
        if ($isClient) {
            $this->signIn(3);
        }
        self::changeTickets(fn (array $row): array => $row['subject'] === $this->subject
            ? ['userid' => $listedClient, 'email' => '', 'requestor_email' => ''] + $row
            : $row);
        $isFound ? $this->assertFound() : $this->assertUnknown();
    }

    /** The list of a department has the tickets of other people, whose access codes are secret. @dataProvider requesters */
    public function testATicketOfTheDepartmentThatNamesNobodyLeavesTheOutcomeUnknown(bool $isClient): void
    {
        if ($isClient) {
            $this->signIn(3);
        }
        foreach ([null, 0] as $listedClient) {
            LocalApiClient::$changes['GetTickets'] = static function (array $parameters, callable $original) use ($listedClient): array {
                $response = $original();
                $rows = isset($parameters['deptid']) ? $response['tickets']['ticket'] ?? [] : [];
                $rows = array_map(
                    static fn (array $row): array => ['userid' => $listedClient, 'email' => '', 'requestor_email' => ''] + $row,
                    $rows,
                );
                return ['totalresults' => count($rows), 'tickets' => ['ticket' => $rows]] + $response;
            };
            LocalApiClient::$changes['OpenTicket'] = function (): array {
                unset(LocalApiClient::$changes['OpenTicket']);
                localAPI('OpenTicket', ['email' => 'eve@example.com'] + $this->ticket);
                throw new \RuntimeException('before');
            };
            $this->assertRefused(502, 'unknown', $this->submit([], self::key()));
        }
    }

    /** @return iterable<string, array{callable(string): string}> subjects that a hook has changed */
    public static function changedSubjects(): iterable
    {
        yield 'a prefix' => [static fn (string $subject): string => "[Web] $subject"];
        yield 'truncated' => [static fn (string $subject): string => substr($subject, 0, 4)];
        yield 'a suffix' => [static fn (string $subject): string => "$subject (Ada Lovelace)"];
        yield 'another subject' => [static fn (): string => 'Ticket by the website'];
        yield 'empty' => [static fn (): string => ''];
    }

    /** @dataProvider changedSubjects */
    public function testALostTicketWhoseSubjectWasChangedIsNotOpenedAgain(callable $change): void
    {
        self::changeTickets(static fn (array $row): array => ['subject' => $change($row['subject'])] + $row);
        $this->assertUnknown();
        $reason = "a ticket that may be the requester's has another subject";
        self::assertStringContainsString($reason, implode("\n", LocalApiClient::$activity));
    }

    /** @return iterable<string, array{callable(string): string}> messages that hooks or the database have changed */
    public static function changedMessages(): iterable
    {
        yield 'text added' => [static fn (string $message): string => "Sent from the website.\n\n$message"];
        yield 'a word removed' => [static fn (string $message): string => str_replace('work', '', $message)];
        yield 'a word replaced' => [static fn (string $message): string => str_replace('does', '[removed]', $message)];
        yield 'words moved, as HTML' => [static fn (): string => '<ol><li>Work, how does it?</li></ol>'];
        yield 'text added and characters dropped' => [
            static fn (string $message): string => 'Sent from the website: ' . str_replace('o', '', $message),
        ];
    }

    /** @dataProvider changedMessages */
    public function testALostTicketWhoseMessageWasChangedIsNotOpenedAgain(callable $change): void
    {
        self::changeMessage($change);
        $this->assertUnknown();
        $reason = "a ticket that may be the requester's has the same subject and another message";
        self::assertStringContainsString($reason, implode("\n", LocalApiClient::$activity));
    }

    /** @dataProvider changedMessages */
    public function testALostTicketWhoseSubjectAndMessageWereChangedIsNotOpenedAgain(callable $change): void
    {
        self::changeMessage($change);
        self::changeTickets(static fn (array $row): array => ['subject' => 'Ticket by the website'] + $row);
        $this->assertUnknown();
        self::assertSame([], LocalApiClient::callsOf('GetTicket'), 'no message decides');
    }

    /** The first ticket could be the one of the second submission, until it is known whose it is. */
    public function testALostRequestIsSentAgainOnceThePersonsOtherLostTicketIsFound(): void
    {
        self::loseResponses();
        self::failSearches();
        $this->assertRefused(502, 'unknown', $this->submit());
        // Dates are whole seconds: the ticket is not older than the second submission, even if that begins a second later.
        $this->elapsed -= 2_000;
        $second = ['subject' => self::subject(), 'message' => 'Where is the invoice?'];
        $secondKey = self::key();
        LocalApiClient::$changes = ['OpenTicket' => static fn (): array => throw new \RuntimeException('before')];
        for ($attempt = 0; $attempt < 2; $attempt++) {
            $this->assertRefused(502, 'unknown', $this->submit($second, $secondKey));
            self::assertSame('{"state":"unknown"}', $this->get(['key' => $secondKey])->body);
        }
        LocalApiClient::$changes = [];
        $first = self::json($this->submit());
        $other = self::json($this->submit($second, $secondKey));
        self::assertSame(['success', 'success'], [$first['result'], $other['result']]);
        self::assertNotSame($first['id'], $other['id']);
        self::assertSame([1, 1], [self::countTickets($this->subject), self::countTickets($second['subject'])]);
    }

    /** @return iterable<string, array{bool}> */
    public static function requesters(): iterable
    {
        yield 'a guest' => [false];
        yield 'a client' => [true];
    }

    /** @dataProvider requesters */
    public function testTicketsOfOtherPeopleDoNotKeepARequestFromBeingSentAgain(bool $isClient): void
    {
        if ($isClient) {
            $this->signIn(1);
        }
        LocalApiClient::$changes['OpenTicket'] = function (): array {
            unset(LocalApiClient::$changes['OpenTicket']);
            localAPI('OpenTicket', ['email' => 'eve@example.com'] + $this->ticket);
            localAPI('OpenTicket', ['email' => 'eve@example.com', 'subject' => self::subject()] + $this->ticket);
            localAPI('OpenTicket', ['clientid' => 2] + array_diff_key($this->ticket, ['name' => 0, 'email' => 0]));
            throw new \RuntimeException('before');
        };
        $this->assertRefused(503, 'unavailable', $this->submit());
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        self::assertSame([], LocalApiClient::callsOf('GetTicket'));
    }

    public function testATicketWithTheSameSubjectThatTheAddOnOpenedIsNotALostOne(): void
    {
        self::assertSame('success', self::json($this->submit(['message' => 'Another question'], self::key()))['result']);
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        $this->assertRefused(503, 'unavailable', $this->submit());
    }

    public function testATicketWithTheSameMessageThatTheAddOnOpenedIsNotARenamedOne(): void
    {
        self::assertSame('success', self::json($this->submit(['subject' => self::subject()], self::key()))['result']);
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        $this->assertRefused(503, 'unavailable', $this->submit());
    }

    /** A local time is never before the time at which it was stored, in any time zone with any change of its clocks. */
    public function testNoTicketSeemsOlderThanItIsAroundAnyClockChange(): void
    {
        $default = date_default_timezone_get();
        $repeated = 0;
        try {
            foreach (\DateTimeZone::listIdentifiers() as $zone) {
                date_default_timezone_set($zone);
                $transitions = (new \DateTimeZone($zone))->getTransitions(strtotime('2020-01-01'), strtotime('2030-01-01'));
                foreach (array_slice($transitions, 1) as $transition) {
                    for ($time = $transition['ts'] - 9_000; $time <= $transition['ts'] + 9_000; $time += 900) {
                        $latest = TicketDate::latestTime(date('Y-m-d H:i:s', $time));
                        self::assertTrue($latest >= $time && $latest <= $time + 10_800, "$zone $time $latest");
                        $repeated += $latest > $time ? 1 : 0;
                    }
                }
            }
        } finally {
            date_default_timezone_set($default);
        }
        self::assertGreaterThan(3_000, $repeated);
    }

    public function testADateWithoutATimeCountsAsItsEnd(): void
    {
        foreach (['2026-10-20' => '23:59:59', '2026-10-20 01:30' => '01:30:59', ' 2026-10-20T01:30:05 ' => '01:30:05'] as $date => $end) {
            self::assertSame(strtotime("2026-10-20 $end"), TicketDate::latestTime($date), $date);
        }
        foreach (['', '0000-00-00 00:00:00', 'today', '20/10/2026', '2026-13-45 00:00:00'] as $date) {
            self::assertNull(TicketDate::latestTime($date), $date);
        }
    }

    public function testAMessageThatIsNotTextLeavesTheOutcomeUnknown(): void
    {
        self::changeMessage(static fn (): array => []);
        $this->assertUnknown();
    }
}
