<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Store\Claim;
use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** Submissions with the same content at the same time: each opens a separate ticket, as from the relay. */
final class SameContentTest extends KeyTestCase
{
    private string $other;

    protected function setUp(): void
    {
        parent::setUp();
        $this->other = self::key();
    }

    /** Opens the ticket of a key, and loses its response. */
    private function leaveUnknown(?string $key = null): void
    {
        self::loseResponses();
        self::failSearches();
        $this->assertRefused(502, 'unknown', $this->submit([], $key));
        LocalApiClient::$changes = [];
    }

    /** Claims the other key, as a process that is sending the same ticket. */
    private function startOther(): Claim
    {
        $intent = Capsule::table(Tables::KEYS)->where('idempotency_key', $this->key)->value('intent');
        return IdempotencyStore::claim($this->other, 'f', $intent, self::now());
    }

    private function assertOwnTickets(Response ...$responses): void
    {
        $ids = array_map(static fn (Response $it): string => self::json($it)['id'] ?? $it->body, $responses);
        self::assertCount(count($responses), array_unique($ids), implode(', ', $ids));
        self::assertSame(count($responses), self::countTickets($this->subject));
    }

    public function testASearchWaitsUntilTheOtherSubmissionIsSent(): void
    {
        $this->leaveUnknown();
        $other = $this->startOther();
        $waits = 0;
        $this->duringWait = static function () use ($other, &$waits): void {
            if (++$waits === 3) {
                IdempotencyStore::notOpened($other);
            }
        };
        $this->assertOwnTickets($this->submit());
        self::assertSame(3, $waits);
    }

    public function testASearchThatWaitsTooLongLeavesTheOutcomeUnknown(): void
    {
        $this->leaveUnknown();
        $other = $this->startOther();
        $this->assertRefused(502, 'unknown', $this->submit());
        self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        IdempotencyStore::notOpened($other);
        $this->assertOwnTickets($this->submit());
    }

    public function testTheSubmissionThatIsSentKeepsItsTicket(): void
    {
        $this->leaveUnknown();
        LocalApiClient::$changes['OpenTicket'] = function (array $parameters, callable $original): array {
            $response = $original();
            $this->assertRefused(502, 'unknown', $this->submit(), 'the other submission is in progress');
            return $response;
        };
        $sent = $this->submit([], $this->other);
        $this->assertOwnTickets($this->submit(), $sent);
    }

    public function testOfTwoSearchesTheOlderDoesNotWait(): void
    {
        $this->leaveUnknown();
        $this->leaveUnknown($this->other);
        $older = null;
        LocalApiClient::$changes['GetTickets'] = function (array $parameters, callable $original) use (&$older): array {
            unset(LocalApiClient::$changes['GetTickets']);
            $older = $this->submit();
            return $original();
        };
        $younger = $this->submit([], $this->other);
        self::assertNotNull($older);
        $this->assertOwnTickets($older, $younger);
        self::assertLessThan((int) self::json($younger)['id'], (int) self::json($older)['id']);
    }

    public function testOfTwoSearchesTheYoungerWaits(): void
    {
        $this->leaveUnknown();
        $this->leaveUnknown($this->other);
        LocalApiClient::$changes['GetTickets'] = function (array $parameters, callable $original): array {
            unset(LocalApiClient::$changes['GetTickets']);
            $this->assertRefused(502, 'unknown', $this->submit([], $this->other));
            return $original();
        };
        $older = $this->submit();
        $this->assertOwnTickets($older, $this->submit([], $this->other));
    }

    public function testASearchIsRepeatedIfASubmissionBeganMeanwhile(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => throw new \RuntimeException('before');
        self::failSearches();
        $this->assertRefused(502, 'unknown', $this->submit());
        LocalApiClient::$changes = [];
        LocalApiClient::$changes['GetTickets'] = function (array $parameters, callable $original) use (&$opened): array {
            unset(LocalApiClient::$changes['GetTickets']);
            $other = $this->startOther();
            $opened = localAPI('OpenTicket', $this->ticket);
            $this->duringWait = static fn () => IdempotencyStore::complete($other, '{}', (int) $opened['id']);
            return $original();
        };
        $own = $this->submit();
        self::assertNotSame((string) $opened['id'], self::json($own)['id']);
        self::assertSame(2, self::countTickets($this->subject));
    }

    public function testATicketIsFoundAfterAClockThatWasAheadIsCorrected(): void
    {
        $this->elapsed = 24 * 3_600_000;
        $this->leaveUnknown();
        $this->elapsed = 0;
        $this->assertOwnTickets($this->submit());
    }
}
