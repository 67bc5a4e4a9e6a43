<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

use WHMCS\Database\Capsule;

/**
 * Idempotency keys: a key is claimed before its ticket is opened, and completed with the outcome.
 *
 * A claim is one INSERT, or one UPDATE that names the fence of the row as it was read, so that only one of
 * several concurrent requests acquires a key, in any database. Times are Unix times in milliseconds.
 *
 * Laravel retries a statement whose connection was lost. If the first attempt was executed, the second one
 * changes nothing, so the stored fence determines the result.
 *
 * A request that sends its ticket loses its claim only once it is proved to have ended: it stores that the outcome is
 * unknown, or it no longer holds its lock (`RequestLock`). An expired lease is not sufficient.
 */
final class IdempotencyStore
{
    /** Lifetime of a key after its last claim. */
    private const KEY_LIFETIME = 24 * 3_600_000;

    /** Time for which an expired key is reported as unknown, if a ticket may have been opened with it. */
    private const USED_KEY_LIFETIME = 30 * self::KEY_LIFETIME;

    /**
     * Duration of a lease, for claims of a process that was killed: the database may still be executing its last
     * statement. `TicketService` completes the claims of a process that ended in any other way.
     */
    private const LEASE = 600_000;

    /** State while WHMCS opens the ticket. */
    private const SENDING = 'sending';

    /** State while the ticket of an earlier attempt is searched for. The attempt has ended. */
    private const SEARCHING = 'searching';

    /** States of a claim that a request holds. */
    private const HELD = [self::SENDING, self::SEARCHING];

    /** Claims a key for a request with this content. */
    public static function claim(string $key, string $fingerprint, string $intent, int $now): Claim
    {
        for ($attempt = 0; $attempt < 5; $attempt++) {
            $row = self::row($key);
            $decided = $row === null ? null : self::decidedClaim($row, $fingerprint, $now);
            if ($decided !== null) {
                return $decided;
            }
            $previous = match ($row?->state) {
                null => Claim::NO_ATTEMPT,
                KeyStatus::NOT_OPENED => Claim::NOT_OPENED,
                default => Claim::UNKNOWN,
            };
            [$first, $ticketId] = $previous === Claim::UNKNOWN ? [(int) $row->first_claimed_at, $row->ticket_id] : [$now, null];
            $fence = bin2hex(random_bytes(16));
            // Acquired before the claim is stored, so that every stored claim has a lock.
            $lock = RequestLock::acquire($fence);
            $isAcquired = false;
            try {
                $isAcquired = self::store($key, $row, [
                    'fingerprint' => $fingerprint,
                    'intent' => $intent,
                    'state' => $previous === Claim::UNKNOWN ? self::SEARCHING : self::SENDING,
                    'fence' => $fence,
                    'first_claimed_at' => $first,
                    'claimed_at' => $now,
                    'lease_ends_at' => $now + self::LEASE,
                    'expires_at' => $now + self::KEY_LIFETIME,
                    'body' => null, 'ticket_id' => $ticketId,
                ]);
            } finally {
                if (!$isAcquired) {
                    $lock?->delete();
                }
            }
            if ($isAcquired) {
                RequestLock::deleteReleased((string) $row?->fence);
                $known = $ticketId === null ? null : (int) $ticketId;
                return new Claim(Claim::ACQUIRED, $key, $intent, $previous, $first, $fence, null, $lock, $known);
            }
        }
        return new Claim(Claim::IN_PROGRESS);
    }

    /**
     * Marks a claim as sending: no earlier attempt has opened a ticket. Returns the claim, or `null` if
     * another request holds it.
     */
    public static function startSending(Claim $claim, int $now): ?Claim
    {
        $isHeld = self::update($claim, [self::SEARCHING], [
            'state' => self::SENDING, 'first_claimed_at' => $now, 'claimed_at' => $now, 'lease_ends_at' => $now + self::LEASE,
        ]);
        return $isHeld ? $claim->withTime($now) : null;
    }

    /** Marks a claim as searching, after the call to WHMCS has ended. */
    public static function startSearching(Claim $claim, int $now): void
    {
        self::update($claim, [self::SENDING], ['state' => self::SEARCHING, 'lease_ends_at' => $now + self::LEASE]);
    }

    /** Stores the response to a ticket that was opened, or definitely refused. */
    public static function complete(Claim $claim, string $body, ?int $ticketId): void
    {
        self::finish($claim, [
            'state' => $ticketId === null ? KeyStatus::REFUSED : KeyStatus::OPENED,
            'body' => $body,
            'ticket_id' => $ticketId,
        ]);
    }

    /** Stores that no ticket was opened: the key may be used again, even for other content. */
    public static function notOpened(Claim $claim): void
    {
        self::finish($claim, ['state' => KeyStatus::NOT_OPENED]);
    }

    /** Stores that a ticket may have been opened. */
    public static function unknown(Claim $claim): void
    {
        self::finish($claim, ['state' => KeyStatus::UNKNOWN]);
    }

    /** Releases a key as if it had never been claimed. */
    public static function release(Claim $claim): void
    {
        $rows = Capsule::table(Tables::KEYS)->where('idempotency_key', $claim->key)->where('fence', $claim->fence);
        Deadlock::retry(static fn () => $rows->delete());
        $claim->lock?->delete();
    }

    public static function status(string $key, int $now): KeyStatus
    {
        // A claim is stored before its receipt is deleted, so the receipt is read first.
        $isReceived = KeyReceipt::exists($key, $now);
        $status = self::claimedStatus($key, $now);
        return match ($isReceived ? $status->state : '') {
            KeyStatus::UNUSED => new KeyStatus(KeyStatus::RECEIVED),
            KeyStatus::NOT_OPENED => new KeyStatus(KeyStatus::UNKNOWN),
            default => $status,
        };
    }

    /** Returns the status of a key, without regard to receipts. */
    private static function claimedStatus(string $key, int $now): KeyStatus
    {
        $row = self::row($key);
        if ($row === null) {
            return new KeyStatus(KeyStatus::UNUSED);
        }
        $isExpired = (int) $row->expires_at <= $now;
        $hasNoTicket = in_array($row->state, [KeyStatus::NOT_OPENED, KeyStatus::REFUSED], true);
        return match (true) {
            $isExpired => new KeyStatus($hasNoTicket ? KeyStatus::UNUSED : KeyStatus::UNKNOWN),
            in_array($row->state, self::HELD, true) => new KeyStatus(KeyStatus::UNKNOWN),
            // The response was deleted while the clock was ahead.
            $row->state === KeyStatus::OPENED && $row->body === null => new KeyStatus(KeyStatus::UNKNOWN),
            default => new KeyStatus($row->state, $row->body),
        };
    }

    /**
     * Returns the unresolved claims with this intent, whose tickets are not known and cannot be distinguished, oldest first.
     *
     * @return list<array{key: string, first_claimed_at: int, is_in_progress: bool, is_search: bool}>
     */
    public static function unresolved(string $intent, int $now): array
    {
        $rows = Capsule::table(Tables::KEYS)
            ->where('intent', $intent)
            ->whereIn('state', [...self::HELD, KeyStatus::UNKNOWN])
            ->where('expires_at', '>', $now)
            ->whereNull('ticket_id')
            ->orderBy('first_claimed_at')
            ->orderBy('idempotency_key')
            ->get()
            ->all();
        return array_map(static fn (object $row): array => [
            'key' => $row->idempotency_key,
            'first_claimed_at' => (int) $row->first_claimed_at,
            'is_in_progress' => self::isInProgress($row, $now),
            'is_search' => $row->state === self::SEARCHING,
        ], array_values($rows));
    }

    /**
     * @param list<int> $ids
     * @return list<int> ids of the tickets that belong to other keys
     */
    public static function ticketsOfOtherKeys(array $ids, string $ownKey): array
    {
        $found = Capsule::table(Tables::KEYS)
            ->whereIn('ticket_id', $ids)
            ->where('idempotency_key', '!=', $ownKey)
            ->pluck('ticket_id')
            ->all();
        return array_map('intval', array_values($found));
    }

    /**
     * Deletes expired keys that opened no ticket, other keys 30 days after their expiry, and the responses
     * and released locks of expired keys.
     */
    public static function purge(int $now): void
    {
        $keys = static fn () => Capsule::table(Tables::KEYS);
        foreach ($keys()->where('expires_at', '<=', $now)->whereIn('state', self::HELD)->pluck('fence')->all() as $fence) {
            RequestLock::deleteReleased($fence);
        }
        $hasNoTicket = [KeyStatus::NOT_OPENED, KeyStatus::REFUSED];
        Deadlock::retry(static fn () => $keys()->where('expires_at', '<=', $now)->whereIn('state', $hasNoTicket)->delete());
        Deadlock::retry(static fn () => $keys()->where('expires_at', '<=', $now - self::USED_KEY_LIFETIME)->delete());
        Deadlock::retry(static fn () => $keys()->where('expires_at', '<=', $now)->whereNotNull('body')->update(['body' => null]));
    }

    /** Returns the result of a claim if it depends on the stored row only, otherwise `null`. */
    private static function decidedClaim(object $row, string $fingerprint, int $now): ?Claim
    {
        if ($row->state === KeyStatus::NOT_OPENED) {
            return null;
        }
        $isExpired = (int) $row->expires_at <= $now;
        return match (true) {
            $isExpired && $row->state === KeyStatus::REFUSED => null,
            $row->fingerprint !== $fingerprint => new Claim(Claim::OTHER_CONTENT),
            !$isExpired && $row->body !== null => new Claim(Claim::COMPLETED, body: $row->body),
            self::isInProgress($row, $now) => new Claim(Claim::IN_PROGRESS),
            // A request that searches must store the state SENDING before it sends its ticket. That fails
            // once another request has acquired the key.
            $row->state !== self::SENDING || RequestLock::state($row->fence) === RequestLock::RELEASED => null,
            default => Claim::unproven($row),
        };
    }

    /**
     * Returns `true` during the lease of a claim, and as long as its request is known to send a ticket. A lease that
     * ends much later began while the clock was ahead.
     */
    private static function isInProgress(object $row, int $now): bool
    {
        $end = (int) $row->lease_ends_at;
        return in_array($row->state, self::HELD, true) && (
            ($end > $now && $end <= $now + 2 * self::LEASE)
            || ($row->state === self::SENDING && RequestLock::state($row->fence) === RequestLock::HELD)
        );
    }

    private static function row(string $key): ?object
    {
        return Capsule::table(Tables::KEYS)->where('idempotency_key', $key)->first();
    }

    /**
     * Stores a claim, unless the row has changed since it was read.
     *
     * @param array<string, mixed> $claim
     */
    private static function store(string $key, ?object $row, array $claim): bool
    {
        if ($row !== null) {
            $unchanged = ['idempotency_key' => $key, 'fence' => $row->fence, 'state' => $row->state];
            return Deadlock::retry(static fn () => Capsule::table(Tables::KEYS)->where($unchanged)->update($claim)) === 1
                || self::row($key)?->fence === $claim['fence'];
        }
        try {
            return Deadlock::retry(static fn () => Capsule::table(Tables::KEYS)->insert(['idempotency_key' => $key] + $claim));
        } catch (\Throwable $error) {
            // A concurrent request has inserted the key. Any other error is thrown again.
            $stored = self::row($key) ?? throw $error;
            return $stored->fence === $claim['fence'];
        }
    }

    /** Stores the outcome of a claim, unless it already has one. @param array<string, mixed> $values */
    private static function finish(Claim $claim, array $values): void
    {
        self::update($claim, self::HELD, $values);
        $claim->lock?->delete();
    }

    /**
     * Changes a claim in one of these states. Returns `false` if another request holds it.
     *
     * @param list<string> $states
     * @param array<string, mixed> $values with a state that is not one of them
     */
    private static function update(Claim $claim, array $states, array $values): bool
    {
        $rows = Capsule::table(Tables::KEYS)->where('idempotency_key', $claim->key)->where('fence', $claim->fence);
        if (Deadlock::retry(static fn () => (clone $rows)->whereIn('state', $states)->update($values)) === 1) {
            return true;
        }
        return $rows->where('state', $values['state'])->exists();
    }
}
