<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\RequestLock;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** Each key opens one ticket, even if a call of WHMCS takes longer than the lease of its key. */
final class LongCallTest extends KeyTestCase
{
    private const MINUTE = 60_000;
    private const DAY = 24 * 60 * self::MINUTE;

    /** Calls a function while WHMCS opens a ticket, before it is stored. The function is called for the first ticket only. */
    private static function duringCall(callable $observe): void
    {
        LocalApiClient::$changes['OpenTicket'] = static function (array $parameters, callable $original) use ($observe): array {
            unset(LocalApiClient::$changes['OpenTicket']);
            $observe();
            return $original();
        };
    }

    /** Removes the lock of the key, as if its request ran on another host. */
    private function removeLock(): void
    {
        $path = (string) RequestLock::path((string) Capsule::table(Tables::KEYS)->where('idempotency_key', $this->key)->value('fence'));
        if (is_file($path)) {
            unlink($path);
        }
    }

    /** @group system */
    public function testAKeyIsInProgressForAsLongAsItsRequestRuns(): void
    {
        self::duringCall(function (): void {
            foreach ([1, 9 * self::MINUTE, 11 * self::MINUTE, 5 * 60 * self::MINUTE, 25 * 60 * self::MINUTE] as $elapsed) {
                $this->elapsed = $elapsed;
                $this->assertRefused(409, 'in_progress', $this->submit(), "after $elapsed ms");
                self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
            }
        });
        $response = $this->submit();
        self::assertSame('success', self::json($response)['result']);
        $this->elapsed = 0;
        self::assertSame($response->body, $this->submit()->body);
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
        self::assertSame(1, self::countTickets($this->subject));
    }

    /** @group system */
    public function testAKeyIsInProgressAfterTheClockIsSetBackByHours(): void
    {
        self::duringCall(function (): void {
            $this->elapsed = -5 * 60 * self::MINUTE;
            $this->assertRefused(409, 'in_progress', $this->submit());
        });
        self::assertSame('success', self::json($this->submit())['result']);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testWithoutProofThatARequestHasEndedItsTicketIsNotSentAgain(): void
    {
        $bodies = [];
        LocalApiClient::$changes['OpenTicket'] = function (array $parameters, callable $original) use (&$bodies): array {
            $this->removeLock();
            foreach ([11 * self::MINUTE, 25 * 60 * self::MINUTE] as $this->elapsed) {
                $this->assertRefused(502, 'unknown', $this->submit());
                self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
            }
            // The rule that refuses a message is newer than the request.
            $this->settings['max_files'] = '0';
            $this->assertRefused(422, 'key_reused', $this->submit(['message' => 'Another']));
            $response = $original();
            // WHMCS sends emails, and the ticket is stored.
            $bodies[] = $this->submit()->body;
            return $response;
        };
        $bodies[] = $this->submit()->body;
        $bodies[] = $this->submit()->body;
        self::assertSame('success', json_decode($bodies[0], true)['result'], $bodies[0]);
        self::assertCount(1, array_unique($bodies));
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testAnErrorAfterALongCallReplacesNoTicketThatARetryHasFound(): void
    {
        LocalApiClient::$changes['OpenTicket'] = function (array $parameters, callable $original) use (&$found): array {
            $this->removeLock();
            $original();
            $this->elapsed = 11 * self::MINUTE;
            $found = $this->submit()->body;
            self::failSearches();
            throw new \RuntimeException('Mail could not be sent');
        };
        $this->submit();
        LocalApiClient::$changes = [];
        self::assertSame('success', json_decode($found, true)['result'], $found);
        self::assertSame('{"state":"opened","answer":' . $found . '}', $this->get(['key' => $this->key])->body);
        self::assertSame(1, self::countTickets($this->subject));
    }

    public function testARequestWhoseSearchOutlivedItsLeaseSendsNothingIfAnotherHasClaimedTheKey(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        self::failSearches();
        $this->assertRefused(502, 'unknown', $this->submit());
        LocalApiClient::$changes = [];
        LocalApiClient::$changes['GetTickets'] = function (array $parameters, callable $original) use (&$other): array {
            $response = $original();
            if (isset($parameters['deptid'])) {
                LocalApiClient::$changes = [];
                $this->elapsed = 11 * self::MINUTE;
                $other = self::json($this->submit());
            }
            return $response;
        };
        $this->assertRefused(502, 'unknown', $this->submit());
        self::assertSame('success', $other['result']);
        self::assertSame(1, self::countTickets($this->subject));
    }

    /** @group system */
    public function testThePurgeDeletesTheLocksOfKilledRequestsWhoseKeysHaveExpired(): void
    {
        $claims = array_map(static fn (): object => IdempotencyStore::claim(self::key(), 'f', 'i', self::now()), [1, 2]);
        $claims[0]->lock->release();
        Tables::purge(self::now() + self::DAY - self::MINUTE);
        self::assertSame(RequestLock::RELEASED, RequestLock::state($claims[0]->fence));
        Tables::purge(self::now() + self::DAY + self::MINUTE);
        self::assertSame(RequestLock::UNKNOWN, RequestLock::state($claims[0]->fence));
        self::assertSame(RequestLock::HELD, RequestLock::state($claims[1]->fence));
        $claims[1]->lock->delete();
    }
}
