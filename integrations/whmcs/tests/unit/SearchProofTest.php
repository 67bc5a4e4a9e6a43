<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;

/** A search that finds no ticket proves that none was opened only if it could see the ticket, as in the relay. */
final class SearchProofTest extends KeyTestCase
{
    private const CASES = __DIR__ . '/../search-proofs.json';

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function cases(): iterable
    {
        $cases = json_decode((string) file_get_contents(self::CASES), true, 8, JSON_THROW_ON_ERROR);
        foreach ($cases as $case) {
            yield $case['name'] => [$case];
        }
    }

    /**
     * Returns a response of `GetTickets`. The tickets are of another person unless a case says otherwise. The last ticket
     * is repeated until the list has its length.
     *
     * @param list<array<string, mixed>> $tickets
     */
    private static function listOf(array $tickets, ?int $total = null, int $length = 0): array
    {
        $tickets = array_pad($tickets, $length, $tickets[count($tickets) - 1] ?? []);
        $complete = static fn (array $ticket, int $index): array => $ticket + [
            'id' => $index + 1, 'tid' => 'T', 'c' => 'c', 'userid' => 0, 'email' => 'eve@example.com', 'subject' => 'Another',
            'date' => date('Y-m-d H:i:s'), 'lastreply' => date('Y-m-d H:i:s'),
        ];
        return [
            'result' => 'success', 'totalresults' => $total ?? count($tickets),
            'tickets' => ['ticket' => array_map($complete, $tickets, array_keys($tickets))],
        ];
    }

    /** @dataProvider cases @param array<string, mixed> $case */
    public function testTheRefusalOfAHookIsDefiniteIfTheSearchCouldSeeTheTicket(array $case): void
    {
        $values = [
            '$SUBJECT' => $this->subject, '$THREE_HOURS_AGO' => date('Y-m-d H:i:s', time() - 3 * 3_600), '$OF_ANOTHER_KEY' => '77',
        ];
        $case = json_decode(strtr(json_encode($case, JSON_THROW_ON_ERROR), $values), true);
        LocalApiClient::$changes['OpenTicket'] = static fn (): array =>
            ['result' => 'success', 'id' => '77', 'tid' => 'T', 'c' => 'c'];
        self::assertSame('success', self::json($this->submit([], self::key()))['result']);
        LocalApiClient::$changes['GetTickets'] = static function (array $parameters) use ($case): array {
            $list = isset($parameters['email']) ? 'of_requester' : 'of_department';
            // Each page is the first one.
            return self::listOf($case[$list] ?? [], $case["total_$list"] ?? null, $case["length_$list"] ?? 0);
        };
        LocalApiClient::$changes['GetTicket'] = static function (array $parameters) use ($case): array {
            $index = $parameters['ticketid'] - 1;
            $message = $case['of_requester'][$index]['message'] ?? $case['of_department'][$index]['message'] ?? 'Another message';
            return [
                'result' => 'success', 'tid' => 'T', 'c' => 'c',
                'replies' => ['reply' => [['replyid' => 0, 'message' => $message]]],
            ];
        };
        LocalApiClient::$changes['OpenTicket'] = static function () use ($case): array {
            // The rules have been read.
            $departments = $case['departments'];
            LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => $departments === null
                ? ['result' => 'error', 'message' => 'Not allowed']
                : ['result' => 'success', 'totalresults' => count($departments), 'departments' => ['department' => $departments]];
            return ['result' => 'error', 'message' => 'Closed on Sundays'];
        };
        $response = $this->submit(['message' => $case['sent'] ?? 'How does it work?', 'email' => 'ada@example.com']);
        if ($case['is_proof']) {
            self::assertSame('Closed on Sundays', self::json($response)['message']);
            self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        } else {
            $this->assertRefused(502, 'unknown', $response);
            self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        }
        $read = array_column(LocalApiClient::callsOf('GetTicket'), 'ticketid');
        self::assertSame(array_unique($read), $read, 'a message was read twice');
        self::assertCount($case['reads'] ?? count($read), $read);
    }

    public function testTheActivityLogNamesTheReasonWhyASearchProvesNothing(): void
    {
        LocalApiClient::$changes['GetTickets'] = static fn (): array => self::listOf([]);
        LocalApiClient::$changes['OpenTicket'] = static function (): array {
            LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => ['result' => 'error', 'message' => 'Not allowed'];
            return ['result' => 'error', 'message' => 'Closed on Sundays'];
        };
        $this->submit();
        self::assertStringContainsString('GetTickets shows no ticket of the department', implode("\n", LocalApiClient::$activity));
    }
}
