<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

use WHMCS\Database\Capsule;

/**
 * Idempotency keys: a key is claimed before its ticket is opened, and completed with the outcome.
 *
 * A claim is one INSERT, or one UPDATE that names the fence of the row as it was read, so that only one of
 * several concurrent requests acquires a key, in any database. Times are in milliseconds since 1970.
 */
final class IdempotencyStore
{
    /** Lifetime of a key after its last claim. */
    private const KEY_LIFETIME = 24 * 3_600_000;

    /** Time for which an expired key is reported as unknown, if a ticket may have been opened with it. */
    private const USED_KEY_LIFETIME = 30 * self::KEY_LIFETIME;

    /**
     * Duration of a lease, for claims of a process that was killed. `TicketService` completes the claims of a
     * process that ended in any other way.
     */
    private const LEASE = 600_000;

    /** State while the ticket is being sent or searched for. */
    private const SENDING = 'sending';

    /** Claims a key for a request with this content. */
    public static function claim(string $key, string $fingerprint, string $intent, int $now): Claim
    {
        for ($attempt = 0; $attempt < 5; $attempt++) {
            $fence = bin2hex(random_bytes(16));
            $claimed = [
                'fingerprint' => $fingerprint,
                'intent' => $intent,
                'state' => self::SENDING,
                'fence' => $fence,
                'first_claimed_at' => $now,
                'claimed_at' => $now,
                'lease_ends_at' => $now + self::LEASE,
                'expires_at' => $now + self::KEY_LIFETIME,
                'body' => null,
                'ticket_id' => null,
            ];
            $row = self::row($key);
            if ($row === null) {
                if (self::insert(['idempotency_key' => $key] + $claimed)) {
                    return new Claim(Claim::ACQUIRED, $key, $intent, Claim::NO_ATTEMPT, $now, $fence);
                }
                continue;
            }
            $decided = self::decidedClaim($row, $fingerprint, $now);
            if ($decided !== null) {
                return $decided;
            }
            $previous = $row->state === KeyStatus::NOT_OPENED ? Claim::NOT_OPENED : Claim::UNKNOWN;
            if ($previous === Claim::UNKNOWN) {
                $claimed['first_claimed_at'] = (int) $row->first_claimed_at;
            }
            $changed = Capsule::table(Tables::KEYS)
                ->where('idempotency_key', $key)
                ->where('fence', $row->fence)
                ->where('state', $row->state)
                ->update($claimed);
            if ($changed === 1) {
                $first = (int) $claimed['first_claimed_at'];
                return new Claim(Claim::ACQUIRED, $key, $intent, $previous, $first, $fence);
            }
        }
        return new Claim(Claim::IN_PROGRESS);
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

    /** Stores that no ticket was opened: the key may be used again, even with another request. */
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
        Capsule::table(Tables::KEYS)
            ->where('idempotency_key', $claim->key)
            ->where('fence', $claim->fence)
            ->delete();
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

    /** Returns the status of a key without receipts. */
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
            $row->state === self::SENDING => new KeyStatus(KeyStatus::UNKNOWN),
            // The response was deleted while the clock was ahead.
            $row->state === KeyStatus::OPENED && $row->body === null => new KeyStatus(KeyStatus::UNKNOWN),
            default => new KeyStatus($row->state, $row->body),
        };
    }

    /**
     * Returns the unresolved claims with this intent, whose tickets cannot be distinguished, oldest first.
     *
     * @return list<array{key: string, first_claimed_at: int, is_pending: bool}>
     */
    public static function unresolved(string $intent, string $ownKey, int $now): array
    {
        $rows = Capsule::table(Tables::KEYS)
            ->where('intent', $intent)
            ->whereIn('state', [self::SENDING, KeyStatus::UNKNOWN])
            ->where('expires_at', '>', $now)
            ->orderBy('first_claimed_at')
            ->orderBy('idempotency_key')
            ->get()
            ->all();
        return array_map(static fn (object $row): array => [
            'key' => $row->idempotency_key,
            'first_claimed_at' => (int) $row->first_claimed_at,
            'is_pending' => $row->idempotency_key !== $ownKey
                && self::isPending($row, $now),
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

    /** Deletes expired keys, and the responses of expired keys that were used. */
    public static function purge(int $now): void
    {
        $keys = static fn () => Capsule::table(Tables::KEYS);
        $keys()->where('expires_at', '<=', $now)
            ->whereIn('state', [KeyStatus::NOT_OPENED, KeyStatus::REFUSED])
            ->delete();
        $keys()->where('expires_at', '<=', $now - self::USED_KEY_LIFETIME)->delete();
        $keys()->where('expires_at', '<=', $now)->whereNotNull('body')->update(['body' => null]);
    }

    /** Returns the result of a claim, if the stored row alone determines it, or `null`. */
    private static function decidedClaim(object $row, string $fingerprint, int $now): ?Claim
    {
        if ($row->state === KeyStatus::NOT_OPENED) {
            return null;
        }
        $isExpired = (int) $row->expires_at <= $now;
        return match (true) {
            $isExpired && $row->state === KeyStatus::REFUSED => null,
            $row->fingerprint !== $fingerprint => new Claim(Claim::OTHER_CONTENT),
            $isExpired => null,
            $row->body !== null => new Claim(Claim::COMPLETED, body: $row->body),
            self::isPending($row, $now) => new Claim(Claim::IN_PROGRESS),
            default => null,
        };
    }

    /** Returns `true` during the lease of a claim. A much later end was stored while the clock was ahead. */
    private static function isPending(object $row, int $now): bool
    {
        $end = (int) $row->lease_ends_at;
        return $row->state === self::SENDING && $end > $now && $end <= $now + 2 * self::LEASE;
    }

    private static function row(string $key): ?object
    {
        return Capsule::table(Tables::KEYS)->where('idempotency_key', $key)->first();
    }

    /** @param array<string, mixed> $row */
    private static function insert(array $row): bool
    {
        try {
            return Capsule::table(Tables::KEYS)->insert($row);
        } catch (\Throwable $error) {
            // A concurrent request has inserted the key. Any other error is thrown again.
            if (self::row($row['idempotency_key']) === null) {
                throw $error;
            }
            return false;
        }
    }

    /** @param array<string, mixed> $values */
    private static function finish(Claim $claim, array $values): void
    {
        Capsule::table(Tables::KEYS)
            ->where('idempotency_key', $claim->key)
            ->where('fence', $claim->fence)
            ->update($values);
    }
}
