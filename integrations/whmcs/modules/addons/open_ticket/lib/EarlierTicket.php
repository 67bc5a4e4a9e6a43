<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Store\Claim;
use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Whmcs\LocalApiFailed;
use OpenTicket\Whmcs\Whmcs\TicketSearch;

/**
 * Search for the ticket of an earlier attempt with an inconclusive response, as in
 * `relay/src/tickets/find_earlier_ticket.rs` and `relay/src/tickets/match_tickets.rs`.
 */
final class EarlierTicket
{
    /** Time limit of the search, in milliseconds: the same as in the relay with its default timeouts. */
    private const TIME_LIMIT = 35_000;

    /** Largest error of the date of a ticket that is known to be opened, in seconds. */
    private const MAX_DATE_ERROR = 86_400;

    /** Interval at which a submission with the same content is checked while it is in progress, in milliseconds. */
    private const POLL_INTERVAL = 200;

    public function __construct(
        private readonly TicketSearch $search,
        private readonly Clock $clock,
    ) {
    }

    /**
     * Searches for the ticket of a claim.
     *
     * @return array{id: int, tid: string, c: string}|null `null` if there is none
     * @throws LocalApiFailed if the search is inconclusive
     */
    public function find(Claim $claim): ?array
    {
        if ($claim->ticketId !== null) {
            return $this->findOpened($claim, $claim->ticketId);
        }
        $deadline = $this->clock->now() + self::TIME_LIMIT;
        do {
            $claims = $this->awaitedClaims($claim, $deadline);
            $since = intdiv($claims[0]['first_claimed_at'], 1000);
            $search = $this->search->search($since, count($claims), $claim->key);
            // A submission that began meanwhile may have opened one of the tickets.
        } while ($this->claims($claim) !== $claims);
        $found = self::match($claim->key, $claims, $search['tickets']);
        if ($found === null && $search['inconclusive_reason'] !== null) {
            throw new LocalApiFailed($search['inconclusive_reason']);
        }
        return $found === null ? null : array_intersect_key($found, ['id' => 0, 'tid' => 0, 'c' => 0]);
    }

    /**
     * Looks up a ticket that an attempt is known to have opened. Its content is not compared: a hook or staff may have
     * changed it.
     *
     * @return array{id: int, tid: string, c: string}
     * @throws LocalApiFailed if it is not found, for example after it was deleted, or the lookup failed
     */
    private function findOpened(Claim $claim, int $id): array
    {
        // A time in the future was stored while the clock was ahead. 0 excludes no ticket.
        $first = $claim->firstClaimedAt > $this->clock->now() ? 0 : $claim->firstClaimedAt;
        try {
            $found = $this->search->withId($id, intdiv($first, 1000) - self::MAX_DATE_ERROR);
        } catch (LocalApiFailed $error) {
            $cause = "the ticket of an earlier request cannot be looked up: {$error->getMessage()}";
            throw new LocalApiFailed($cause, ApiError::UNAVAILABLE_RETRY_AFTER);
        }
        return $found
            ?? throw new LocalApiFailed('the ticket of an earlier request was not found, and is not opened again');
    }

    /**
     * Returns the claims with the same content, whose tickets cannot be distinguished. Waits for claims that send their
     * tickets, and for older ones that search.
     *
     * @return non-empty-list<array{key: string, first_claimed_at: int, is_in_progress: bool, is_search: bool}>
     * @throws LocalApiFailed after the deadline
     */
    private function awaitedClaims(Claim $claim, int $deadline): array
    {
        while ($this->clock->now() < $deadline) {
            $claims = $this->claims($claim);
            $own = array_search($claim->key, array_column($claims, 'key'), true);
            $isAwaited = static fn (array $other, int $index): bool =>
                $index !== $own && $other['is_in_progress'] && ($index < $own || !$other['is_search']);
            if (!in_array(true, array_map($isAwaited, $claims, array_keys($claims)), true)) {
                return $claims;
            }
            $this->clock->sleep(self::POLL_INTERVAL);
        }
        throw new LocalApiFailed('another request with the same content is in progress');
    }

    /**
     * Returns this claim and the other unresolved claims with the same content, oldest first.
     *
     * @return non-empty-list<array{key: string, first_claimed_at: int, is_in_progress: bool, is_search: bool}>
     */
    private function claims(Claim $claim): array
    {
        $now = $this->clock->now();
        $others = array_filter(
            IdempotencyStore::unresolved($claim->intent, $now),
            static fn (array $other): bool => $other['key'] !== $claim->key,
        );
        $own = [
            'key' => $claim->key, 'first_claimed_at' => $claim->firstClaimedAt, 'is_in_progress' => true, 'is_search' => true,
        ];
        // A time in the future was stored while the clock was ahead. 0 replaces it, and excludes no ticket.
        $claims = array_map(
            static fn (array $it): array => ['first_claimed_at' => $it['first_claimed_at'] > $now ? 0 : $it['first_claimed_at']] + $it,
            [...$others, $own],
        );
        usort(
            $claims,
            static fn (array $a, array $b): int => [$a['first_claimed_at'], $a['key']] <=> [$b['first_claimed_at'], $b['key']],
        );
        return $claims;
    }

    /**
     * Returns the ticket of a claim: each claim gets the oldest remaining ticket that is not older than the claim.
     *
     * @param list<array{key: string, first_claimed_at: int, is_in_progress: bool, is_search: bool}> $claims
     * @param list<array{id: int, tid: string, c: string, opened_at: int}> $tickets
     * @return array{id: int, tid: string, c: string, opened_at: int}|null
     */
    private static function match(string $key, array $claims, array $tickets): ?array
    {
        $remaining = $tickets;
        foreach ($claims as $claim) {
            $isSince = static fn (array $ticket): bool => $ticket['opened_at'] >= intdiv($claim['first_claimed_at'], 1000);
            $found = array_key_first(array_filter($remaining, $isSince));
            if ($claim['key'] === $key) {
                // With fewer tickets than claims, the missing ticket may belong to any of them. Retries of the other
                // claims open their tickets.
                $found ??= array_key_first(array_filter($tickets, $isSince));
                return $found === null ? null : $tickets[$found];
            }
            if ($found !== null) {
                unset($remaining[$found]);
            }
        }
        return null;
    }
}
