<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\KeyReceipt;
use OpenTicket\Whmcs\Store\KeyStatus;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\Faults;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** With any fault of the add-on's tables or the clock, no response states without proof that nothing was opened. */
final class StoreFailureTest extends KeyTestCase
{
    private const DAY = 24 * 3_600_000;

    public function testATicketIsConfirmedEvenIfItsOutcomeCannotBeStored(): void
    {
        Faults::failUpdates(Tables::KEYS, KeyStatus::OPENED);
        $response = $this->submit();
        self::assertSame('success', self::json($response)['result']);
        self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        Faults::end();
        $this->endLease();
        self::assertSame($response->body, $this->submit()->body, 'the retry finds the ticket');
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testARefusalIsShownEvenIfItCannotBeStored(): void
    {
        Faults::failUpdates(Tables::KEYS, KeyStatus::REFUSED);
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => ['result' => 'error', 'message' => 'Email Address Invalid'];
        self::assertSame('Email Address Invalid', self::json($this->submit())['message']);
    }

    public function testWithoutTheTableOfKeysATicketThatMayBeOpenedIsUnknown(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static function (array $parameters, callable $original): array {
            $original();
            Capsule::schema()->rename(Tables::KEYS, 'away');
            throw new \RuntimeException('after');
        };
        LocalApiClient::$activityError = new \RuntimeException('The log is in the same database');
        $this->assertRefused(502, 'unknown', $this->submit());
        Capsule::schema()->rename('away', Tables::KEYS);
        LocalApiClient::reset();
        $this->endLease();
        self::assertSame('success', self::json($this->submit())['result']);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testARetryOfAnUnknownKeyStaysUnknownWithoutAnyOfTheTables(): void
    {
        $this->leaveUnknown();
        foreach ([Tables::KEYS, Tables::RATES, Tables::RECEIPTS] as $table) {
            Capsule::schema()->rename($table, 'away');
            $this->assertRefused(503, 'unknown', $this->submit(), $table);
            Capsule::schema()->rename('away', $table);
        }
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    public function testAFaultBeforeTheCallProvesThatNothingWasOpened(): void
    {
        // The insertion that counts the ticket fails.
        Faults::failInsertions(Tables::RATES);
        $this->assertRefused(503, 'unavailable', $this->submit());
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
    }

    public function testTheLimitOfRefusedRequestsDoesNotHideTheTicketOfAKey(): void
    {
        $this->settings['refused_per_hour'] = '1';
        $opened = $this->submit();
        $unknown = self::key();
        $this->leaveUnknown($unknown, ['message' => 'Another']);
        $this->assertRefused(400, 'unknown_parameter', $this->post(['x' => '1']));
        $this->assertRefused(429, 'rate', $this->submit([], self::key()));
        self::assertSame($opened->body, $this->submit()->body);
        $this->assertRefused(503, 'unknown', $this->submit(['message' => 'Another'], $unknown));
    }

    /** @group system */
    public function testAProcessThatEndsWithoutItsDatabaseWritesNoKeyToALog(): void
    {
        $process = proc_open(
            [PHP_BINARY, '-d', 'display_errors=1', '-d', 'log_errors=1', dirname(__DIR__) . '/standin/exit-during-call.php', $this->key],
            [1 => ['pipe', 'w'], 2 => ['pipe', 'w']],
            $pipes,
        );
        $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
        self::assertSame(0, proc_close($process), $output);
        self::assertSame('WHMCS is called', $output);
    }

    /** @group system */
    public function testATicketIsSentOnAHostThatDisablesFunctions(): void
    {
        $disabled = 'disable_functions=ini_set,ignore_user_abort,set_time_limit,register_shutdown_function,flock';
        $script = dirname(__DIR__) . '/standin/exit-during-call.php';
        $process = proc_open([PHP_BINARY, '-d', $disabled, $script, $this->key], [1 => ['pipe', 'w']], $pipes);
        self::assertSame('WHMCS is called', stream_get_contents($pipes[1]));
        self::assertSame(0, proc_close($process));
    }

    public function testAResponseThatWasDeletedWhileTheClockWasAheadIsUnknown(): void
    {
        $response = $this->submit();
        IdempotencyStore::purge(self::now() + 2 * self::DAY);
        self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        self::assertSame($response->body, $this->submit()->body, 'the retry finds the ticket');
    }

    public function testAProcessThatWasKilledWhileTheClockWasAheadDoesNotHoldItsKey(): void
    {
        $ahead = self::now() + 365 * self::DAY;
        KeyReceipt::record($this->key, $ahead);
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        $this->assertRefused(200, null, $this->submit(['subject' => '']));
        Tables::purge(self::now());
        self::assertSame(0, Capsule::table(Tables::RECEIPTS)->count());
        $this->leaveUnknown();
        Capsule::table(Tables::KEYS)->update(['state' => 'sending', 'lease_ends_at' => $ahead]);
        self::assertSame('success', self::json($this->submit())['result']);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testAClockThatIsSetBackByMinutesEndsNoReceiptAndNoLease(): void
    {
        $ahead = self::now() + 9 * 60_000;
        KeyReceipt::record($this->key, $ahead);
        self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        $claim = IdempotencyStore::claim(self::key(), 'f', 'i', $ahead);
        self::assertSame('in_progress', IdempotencyStore::claim($claim->key, 'f', 'i', self::now())->result);
    }

    public function testTheListOfALargeDepartmentProvesThatATicketWasNotOpened(): void
    {
        // The refusal of a hook, whose message is not documented.
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => ['result' => 'error', 'message' => 'Closed on Sundays'];
        $row = static fn (int $id): array => [
            'id' => $id, 'tid' => "T$id", 'c' => 'x', 'deptid' => 1, 'userid' => 0, 'email' => 'eve@example.com', 'subject' => 'Old',
            'date' => '2020-01-01 00:00:00', 'lastreply' => $id > 4_990 ? date('Y-m-d H:i:s') : '2020-01-01 00:00:00',
        ];
        LocalApiClient::$changes['GetTickets'] = static fn (array $parameters): array => [
            'result' => 'success', 'totalresults' => 5_000,
            'tickets' => ['ticket' => array_map(
                static fn (int $index): array => $row(5_000 - $parameters['limitstart'] - $index),
                range(0, $parameters['limitnum'] - 1),
            )],
        ];
        self::assertSame('Closed on Sundays', self::json($this->submit())['message']);
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        self::assertCount(2, LocalApiClient::callsOf('GetTickets'));
    }

    public function testAListThatRepeatsItsFirstPageLeavesTheOutcomeUnknown(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => ['result' => 'error', 'message' => 'Closed on Sundays'];
        LocalApiClient::$changes['GetTickets'] = static fn (): array => [
            'result' => 'success', 'totalresults' => 3, 'tickets' => ['ticket' => array_map(
                static fn (int $id): array => ['id' => $id, 'subject' => 'x', 'email' => 'eve@example.com', 'date' => date('Y-m-d H:i:s')],
                [1, 2],
            )],
        ];
        $this->assertRefused(502, 'unknown', $this->submit());
    }

    public function testATicketWithoutADateOfItsLastReplyDoesNotEndTheList(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => ['result' => 'error', 'message' => 'Closed on Sundays'];
        $rows = static fn (int $start): array => array_map(static fn (int $id): array => [
            'id' => $id, 'deptid' => 1, 'subject' => 'x', 'email' => 'eve@example.com', 'date' => date('Y-m-d H:i:s'),
            'lastreply' => '0000-00-00 00:00:00',
        ], range($start + 1, $start + 2));
        LocalApiClient::$changes['GetTickets'] = static fn (array $parameters): array =>
            ['result' => 'success', 'totalresults' => 6, 'tickets' => ['ticket' => $rows($parameters['limitstart'])]];
        self::assertSame('Closed on Sundays', self::json($this->submit())['message']);
        self::assertSame([0, 2, 4, 0, 2, 4], array_column(LocalApiClient::callsOf('GetTickets'), 'limitstart'));
    }

    /** Opens a ticket whose response is lost, and cannot be found. @param array<string, string> $values */
    private function leaveUnknown(?string $key = null, array $values = []): void
    {
        self::loseResponses();
        LocalApiClient::$changes['GetTickets'] = static fn (): array => ['result' => 'error', 'message' => 'x'];
        $this->assertRefused(502, 'unknown', $this->submit($values, $key));
        LocalApiClient::$changes = [];
    }

    private function endLease(): void
    {
        Capsule::table(Tables::KEYS)->where('idempotency_key', $this->key)->update(['lease_ends_at' => 0]);
    }
}
