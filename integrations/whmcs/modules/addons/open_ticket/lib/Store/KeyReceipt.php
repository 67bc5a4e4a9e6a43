<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

use OpenTicket\Whmcs\PhpFunctions;
use WHMCS\Database\Capsule;

/**
 * Receipt of an idempotency key: a request with the key was received, and has not claimed it yet. Until it does, the
 * key's outcome is unknown (`relay/src/tickets/key_receipt.rs`). Times are in milliseconds since 1970.
 */
final class KeyReceipt
{
    /** Lifetime of a receipt whose process was killed. */
    private const LIFETIME = 600_000;

    /** Time before the expiry in which the key cannot be claimed: the receipt must not expire during the claim. */
    private const MARGIN = 60_000;

    private bool $isReleased = false;

    private function __construct(
        private readonly string $fence,
        private readonly int $expiresAt,
    ) {
    }

    /** Records that a request with this key was received. */
    public static function record(string $key, int $now): self
    {
        $receipt = new self(bin2hex(random_bytes(16)), $now + self::LIFETIME);
        $row = ['fence' => $receipt->fence, 'idempotency_key' => $key, 'expires_at' => $receipt->expiresAt];
        try {
            Deadlock::retry(static fn () => Capsule::table(Tables::RECEIPTS)->insert($row));
        } catch (\Throwable $error) {
            // Laravel retries an insertion whose connection was lost, even if it was executed.
            if (!Capsule::table(Tables::RECEIPTS)->where($row)->exists()) {
                throw $error;
            }
        }
        // Shutdown functions also run after a fatal error.
        PhpFunctions::call('register_shutdown_function', $receipt->release(...));
        return $receipt;
    }

    /** Returns `true` if there is a receipt of this key. */
    public static function exists(string $key, int $now): bool
    {
        return Capsule::table(Tables::RECEIPTS)
            ->where('idempotency_key', $key)
            ->where('expires_at', '>', $now)
            ->where('expires_at', '<=', self::latestEnd($now))
            ->exists();
    }

    /** Deletes the receipts of processes that were killed. */
    public static function purge(int $now): void
    {
        $receipts = static fn () => Capsule::table(Tables::RECEIPTS);
        Deadlock::retry(static fn () => $receipts()->where('expires_at', '<=', $now)->delete());
        Deadlock::retry(static fn () => $receipts()->where('expires_at', '>', self::latestEnd($now))->delete());
    }

    /** Returns the latest possible expiry. A receipt with a later one is from a clock that was far ahead. */
    private static function latestEnd(int $now): int
    {
        return $now + 2 * self::LIFETIME;
    }

    /**
     * Returns `true` if the request took too long to claim its key: the receipt has expired, and the key may
     * have been reported as unused, or the receipt could expire during the claim.
     */
    public function isExpired(int $now): bool
    {
        return $now > $this->expiresAt - self::MARGIN;
    }

    /** Deletes the receipt of a request that has claimed its key, or has ended. */
    public function release(): void
    {
        if ($this->isReleased) {
            return;
        }
        try {
            Deadlock::retry(fn () => Capsule::table(Tables::RECEIPTS)->where('fence', $this->fence)->delete());
            $this->isReleased = true;
        } catch (\Throwable) {
            // The receipt expires.
        }
    }
}
