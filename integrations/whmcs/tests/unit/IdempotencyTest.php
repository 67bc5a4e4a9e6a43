<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\RulesFactory;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Claim;
use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\KeyReceipt;
use OpenTicket\Whmcs\Store\KeyStatus;
use OpenTicket\Whmcs\Store\RateLimits;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Ticket;
use OpenTicket\Whmcs\TicketService;
use OpenTicket\Whmcs\Whmcs\Requester;
use WHMCS\Database\Capsule;

/** Each idempotency key opens at most one ticket, after any fault. */
final class IdempotencyTest extends KeyTestCase
{
    public function testARetryGetsTheSameResponseAndOpensNothing(): void
    {
        $first = $this->submit();
        self::assertSame('success', self::json($first)['result']);
        self::assertSame($first->body, $this->submit()->body);
        self::assertSame(1, self::countTickets($this->subject));
        self::assertSame('{"state":"opened","answer":' . $first->body . '}', $this->get(['key' => $this->key])->body);
        self::assertSame($first->body, $this->submit([], strtoupper($this->key))->body);
    }

    public function testTheKeyOfAnotherTicketIsRefused(): void
    {
        $this->submit();
        $this->assertRefused(422, 'key_reused', $this->submit(['message' => 'Another']));
        $this->assertRefused(422, 'key_reused', $this->submit(['deptid' => '99']), 'against the rules');
        $this->assertRefused(422, 'key_reused', $this->submit(['x' => '1']), 'an unknown parameter');
        $this->signIn(1);
        $this->assertRefused(422, 'key_reused', $this->submit(), 'of another person');
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testAfterARefusalARetryReturnsTheRefusal(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => ['result' => 'error', 'message' => 'Email Address Invalid'];
        $refused = $this->submit();
        self::assertSame('Email Address Invalid', self::json($refused)['message']);
        LocalApiClient::$changes = [];
        self::assertSame($refused->body, $this->submit()->body);
        self::assertSame(0, self::countTickets($this->subject));
    }

    public function testATicketWhoseResponseIsLostIsFound(): void
    {
        self::loseResponses();
        $response = $this->submit();
        self::assertSame('success', self::json($response)['result'], $response->body);
        self::assertSame($response->body, $this->submit()->body);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testATicketOfAClientWhoseResponseIsLostIsFound(): void
    {
        $this->signIn(1);
        self::loseResponses();
        self::assertSame('success', self::json($this->submit(['message' => "<b>\"&'\n\n🎫"]))['result']);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testAnErrorThatStoredNoTicketIsReportedAsNotOpened(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        $this->assertRefused(503, 'unavailable', $this->submit());
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        LocalApiClient::$changes = [];
        self::assertSame('success', self::json($this->submit(['message' => 'Corrected']))['result']);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testAnOutcomeStaysUnknownUntilASearchIsPossible(): void
    {
        self::loseResponses();
        LocalApiClient::$changes['GetTickets'] = static fn (): array => ['result' => 'error', 'message' => 'not allowed'];
        $this->assertRefused(502, 'unknown', $this->submit());
        self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        $this->assertRefused(502, 'unknown', $this->submit());
        $this->assertRefused(422, 'key_reused', $this->submit(['message' => 'Another']));
        unset(LocalApiClient::$changes['GetTickets']);
        self::assertSame('success', self::json($this->submit())['result']);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testAnotherPersonsTicketIsNeverReturned(): void
    {
        localAPI('OpenTicket', ['email' => 'eve@example.com', 'name' => 'Eve'] + $this->ticket);
        localAPI('OpenTicket', ['clientid' => 2] + array_diff_key($this->ticket, ['name' => 0, 'email' => 0]));
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        $response = $this->submit();
        self::assertStringNotContainsString('"c"', $response->body);
        $this->assertRefused(503, 'unavailable', $response);
    }

    public function testAnOlderTicketWithTheSameContentIsNotTheLostOne(): void
    {
        $old = localAPI('OpenTicket', ['created' => '2020-01-01 00:00:00'] + $this->ticket);
        self::loseResponses();
        $response = self::json($this->submit());
        self::assertSame('success', $response['result']);
        self::assertNotSame($old['id'], $response['id']);
    }

    public function testTwoTicketsWithTheSameContentGetOneTicketEach(): void
    {
        self::loseResponses();
        LocalApiClient::$changes['GetTickets'] = static fn (): array => ['result' => 'error', 'message' => 'x'];
        $other = self::key();
        $this->submit();
        $this->submit([], $other);
        unset(LocalApiClient::$changes['GetTickets']);
        $ids = [self::json($this->submit([], $other))['id'], self::json($this->submit())['id']];
        self::assertCount(2, array_unique($ids));
        self::assertSame(2, self::countTickets($this->subject));
    }

    /** @group system */
    public function testAProcessThatEndsDuringTheCallLeavesAnUnknownKey(): void
    {
        $now = self::now();
        $claim = IdempotencyStore::claim($this->key, 'f', 'i', $now);
        self::assertSame([Claim::ACQUIRED, Claim::NO_ATTEMPT], [$claim->result, $claim->previous]);
        self::assertSame(Claim::IN_PROGRESS, IdempotencyStore::claim($this->key, 'f', 'i', $now + 1)->result);
        self::assertSame(Claim::OTHER_CONTENT, IdempotencyStore::claim($this->key, 'other', 'i', $now + 1)->result);
        self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        // As the system does after a kill.
        $claim->lock->release();
        self::assertSame(Claim::IN_PROGRESS, IdempotencyStore::claim($this->key, 'f', 'i', $now + 2)->result);
        $again = IdempotencyStore::claim($this->key, 'f', 'i', $now + 600_001);
        self::assertSame([Claim::ACQUIRED, Claim::UNKNOWN, $now], [$again->result, $again->previous, $again->firstClaimedAt]);
        // The first process no longer holds the key.
        IdempotencyStore::complete($claim, '{}', 7);
        self::assertSame(KeyStatus::UNKNOWN, IdempotencyStore::status($this->key, $now + 600_002)->state);
        IdempotencyStore::notOpened($again);
        $third = IdempotencyStore::claim($this->key, 'other', 'i', $now + 600_003);
        self::assertSame([Claim::ACQUIRED, Claim::NOT_OPENED], [$third->result, $third->previous]);
    }

    public function testOnlyOneOfSeveralConcurrentRequestsAcquiresTheKey(): void
    {
        $now = self::now();
        Capsule::table(Tables::KEYS)->insert([
            'idempotency_key' => $this->key, 'fingerprint' => 'f', 'intent' => 'i', 'state' => KeyStatus::UNKNOWN, 'fence' => 'x',
            'first_claimed_at' => $now, 'claimed_at' => $now, 'lease_ends_at' => $now, 'expires_at' => $now + 1_000,
        ]);
        $results = array_map(fn (): string => IdempotencyStore::claim($this->key, 'f', 'i', $now)->result, range(1, 3));
        self::assertSame([Claim::ACQUIRED, Claim::IN_PROGRESS, Claim::IN_PROGRESS], $results);
    }

    public function testAnExpiredKeyOfATicketIsUnknownAndLosesItsAccessCode(): void
    {
        $this->submit();
        $later = self::now() + 25 * 3_600_000;
        self::assertSame(KeyStatus::UNKNOWN, IdempotencyStore::status($this->key, $later)->state);
        IdempotencyStore::purge($later);
        self::assertNull(Capsule::table(Tables::KEYS)->value('body'));
        IdempotencyStore::purge($later + 31 * 24 * 3_600_000);
        self::assertSame(0, Capsule::table(Tables::KEYS)->count());
    }

    /** The form keeps a draft, with its key, for seven days. */
    public function testAnOpenedTicketIsReturnedAgainTheNextDay(): void
    {
        $first = $this->submit();
        // Another ticket with the same content does not belong to the key.
        $this->submit([], self::key());
        foreach (range(1, 3) as $day) {
            self::letADayPass();
            if ($day > 1) {
                IdempotencyStore::purge(self::now());
            }
            self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
            $this->assertRefused(422, 'key_reused', $this->submit(['message' => 'Edited']));
            self::assertSame($first->body, $this->submit()->body);
            self::assertSame('{"state":"opened","answer":' . $first->body . '}', $this->get(['key' => $this->key])->body);
        }
        self::assertSame(2, self::countTickets($this->subject));
    }

    public function testAnOpenedTicketIsNeverSentAgainEvenIfItWasDeleted(): void
    {
        $id = (int) self::json($this->submit())['id'];
        LocalApiClient::$changes = [
            'GetTicket' => static fn (): array => ['result' => 'error', 'message' => 'Ticket ID Not Found'],
            'GetTickets' => self::noTickets(...),
        ];
        foreach (range(1, 3) as $ignored) {
            self::letADayPass();
            $response = $this->submit();
            $this->assertRefused(502, 'unknown', $response);
            self::assertArrayNotHasKey('Retry-After', $response->headers);
            self::assertSame([$id], IdempotencyStore::ticketsOfOtherKeys([$id], self::key()), 'the ticket still has its key');
        }
        LocalApiClient::$changes = [];
        self::assertSame(1, self::countTickets($this->subject));
        self::assertSame((string) $id, self::json($this->submit())['id']);
    }

    /** The key belongs to this ticket, whatever its content is now. */
    public function testAnOpenedTicketWhoseSubjectAndMessageWereChangedIsReturnedTheNextDay(): void
    {
        $first = $this->submit();
        self::letADayPass();
        self::changeTickets(static function (array $ticket): array {
            if (isset($ticket['replies'])) {
                $ticket['replies']['reply'][0]['message'] = 'Edited by staff';
            }
            return ['subject' => 'Ticket by the website', 'date' => '2020-01-01 00:00:00'] + $ticket;
        });
        self::assertSame($first->body, $this->submit()->body);
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    /** WHMCS may have been restored from a backup, and have used the id again. */
    public function testATicketOfAnotherRequesterWithTheRecordedIdIsNotReturned(): void
    {
        $this->submit();
        self::letADayPass();
        self::changeTickets(static fn (array $ticket): array =>
            ['email' => 'grace@example.com', 'requestor_email' => 'grace@example.com'] + $ticket);
        $response = $this->submit();
        $this->assertRefused(502, 'unknown', $response);
        self::assertStringNotContainsString('"c"', $response->body);
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    public function testWithoutAPersonInTheTicketTheListOfTheRequestersTicketsProvesWhoseItIs(): void
    {
        $first = $this->submit();
        // The key was stored while the clock was ahead.
        self::letADayPass();
        Capsule::table(Tables::KEYS)->update(['first_claimed_at' => self::now() + 365 * 24 * 3_600_000]);
        LocalApiClient::$changes = [
            'GetTicket' => static fn (array $parameters, callable $original): array =>
                array_diff_key($original(), ['userid' => 0, 'email' => 0, 'requestor_email' => 0]),
            'GetTickets' => self::noTickets(...),
        ];
        $this->assertRefused(502, 'unknown', $this->submit());
        unset(LocalApiClient::$changes['GetTickets']);
        self::assertSame($first->body, $this->submit()->body);
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    public function testAFailedLookupOfAnOpenedTicketStatesWhenToRetry(): void
    {
        $first = $this->submit();
        self::letADayPass();
        LocalApiClient::$changes['GetTicket'] = static fn (): array => throw new \RuntimeException('unavailable');
        $response = $this->submit();
        $this->assertRefused(502, 'unknown', $response);
        self::assertSame('30', $response->headers['Retry-After'] ?? null);
        self::assertStringContainsString('cannot be looked up', implode("\n", LocalApiClient::$activity));
        LocalApiClient::$changes = [];
        self::assertSame($first->body, $this->submit()->body);
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    /** @param callable(array<string, mixed>): array<string, mixed> $change change of each ticket that WHMCS returns */
    private static function changeTickets(callable $change): void
    {
        LocalApiClient::$changes['GetTicket'] = static fn (array $parameters, callable $original): array => $change($original());
        LocalApiClient::$changes['GetTickets'] = static function (array $parameters, callable $original) use ($change): array {
            $list = $original();
            $list['tickets']['ticket'] = array_map($change, $list['tickets']['ticket']);
            return $list;
        };
    }

    /** @return array<string, mixed> */
    private static function noTickets(): array
    {
        return ['result' => 'success', 'totalresults' => 0, 'tickets' => ['ticket' => []]];
    }

    public function testAKeyWhoseTicketIsKnownIsNotUnresolved(): void
    {
        $now = self::now();
        IdempotencyStore::complete(IdempotencyStore::claim($this->key, 'f', 'i', $now), '{}', 7);
        $again = IdempotencyStore::claim($this->key, 'f', 'i', $now + 25 * 3_600_000);
        self::assertSame([Claim::ACQUIRED, Claim::UNKNOWN, $now, 7], [
            $again->result, $again->previous, $again->firstClaimedAt, $again->ticketId,
        ]);
        self::assertSame([], IdempotencyStore::unresolved('i', $now + 25 * 3_600_000));
        $again->lock?->delete();
    }

    private static function letADayPass(): void
    {
        $day = 24 * 3_600_000;
        $keys = Capsule::table(Tables::KEYS)->get()->all();
        foreach ($keys as $row) {
            Capsule::table(Tables::KEYS)->where('idempotency_key', $row->idempotency_key)->update([
                'expires_at' => $row->expires_at - $day, 'first_claimed_at' => $row->first_claimed_at - $day,
                'claimed_at' => $row->claimed_at - $day, 'lease_ends_at' => $row->lease_ends_at - $day,
            ]);
        }
    }

    public function testWithoutItsTablesTheAddOnOpensNothing(): void
    {
        open_ticket_deactivate();
        $response = $this->submit();
        self::assertContains(self::json($response)['code'], ['unavailable', 'unknown']);
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
    }

    public function testAKeyThatIsNotAUuidIsRefused(): void
    {
        foreach (['x', "$this->key\n", '0191e3a4-7c1b-7d2e-8f30', "' OR 1=1"] as $key) {
            $this->assertRefused(400, 'malformed', $this->get(['key' => $key]), $key);
        }
        foreach (['x', "' OR 1=1"] as $key) {
            $this->assertRefused(400, 'malformed', $this->submit([], $key), $key);
        }
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => self::key()])->body);
    }

    public function testAKeyThatWasReceivedIsUnknownUntilItsRequestEnds(): void
    {
        $states = [];
        $observe = function (array $parameters, callable $original) use (&$states): array {
            $states[] = $this->get(['key' => $this->key])->body;
            return $original();
        };
        // Before the key is claimed, while WHMCS opens the ticket, and while the ticket is looked up.
        self::loseResponses();
        $lose = LocalApiClient::$changes['OpenTicket'];
        LocalApiClient::$changes = [
            'GetSupportDepartments' => $observe,
            'GetTickets' => $observe,
            'OpenTicket' => static fn (array $parameters, callable $original): array =>
                $observe($parameters, static fn (): array => $lose($parameters, $original)),
        ];
        self::assertSame('success', self::json($this->submit())['result']);
        self::assertGreaterThanOrEqual(3, count($states));
        self::assertSame(['{"state":"unknown"}'], array_values(array_unique($states)));
        self::assertStringStartsWith('{"state":"opened"', $this->get(['key' => $this->key])->body);
    }

    public function testARefusedRequestReleasesItsReceipt(): void
    {
        foreach ([['subject' => ''], ['deptid' => '99'], ['x' => '1']] as $values) {
            $this->submit($values);
            self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        }
        LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => throw new \RuntimeException('x');
        $this->assertRefused(503, 'unavailable', $this->submit());
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        self::assertSame(0, Capsule::table(Tables::RECEIPTS)->count());
    }

    public function testAnErrorDoesNotStateThatNothingWasOpenedWhileAnotherRequestHasTheKey(): void
    {
        $other = KeyReceipt::record($this->key, self::now());
        $this->assertRefused(409, 'in_progress', $this->submit(['subject' => '']), 'an error of the content');
        $this->assertRefused(409, 'in_progress', $this->submit(['deptid' => '99']), 'a rule');
        LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => throw new \RuntimeException('x');
        $this->assertRefused(409, 'in_progress', $this->submit(), 'WHMCS is unavailable');
        $other->release();
        $this->assertRefused(503, 'unavailable', $this->submit());
    }

    public function testARequestThatTookTooLongOpensNothing(): void
    {
        // The receipt is nine minutes old. A minute later, the key would be reported as unused.
        $receipt = KeyReceipt::record($this->key, self::now() - 540_001);
        $settings = Settings::fromArray($this->settings);
        $ticket = new Ticket(1, 'Ada', 'ada@example.com', 'Subject', 'Text', true, 'Medium', null, [], []);
        $requester = Requester::current();
        $rules = (new RulesFactory($settings, new PhpLimits(8 << 20, 128 << 20, 2 << 20, 20)))->forTicket($ticket, $requester);
        try {
            (new TicketService(new RateLimits($settings), $requester, '127.0.0.1', false))
                ->open($ticket, $ticket, $rules, $this->key, $receipt);
            self::fail('The key was claimed');
        } catch (ApiError $error) {
            self::assertSame('unavailable', $error->apiCode);
        }
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
        self::assertSame(0, Capsule::table(Tables::KEYS)->count());
        self::assertTrue(KeyReceipt::exists($this->key, self::now()), 'after the key can no longer be claimed');
        self::assertFalse(KeyReceipt::exists($this->key, self::now() + 60_000));
        Tables::purge(self::now() + 60_000);
        self::assertSame(0, Capsule::table(Tables::RECEIPTS)->count());
    }

    public function testWithoutReceiptsTheAddOnOpensNothing(): void
    {
        Capsule::schema()->drop(Tables::RECEIPTS);
        $this->submit();
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
    }
}
