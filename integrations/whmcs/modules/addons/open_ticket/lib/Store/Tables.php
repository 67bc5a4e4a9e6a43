<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

use OpenTicket\Whmcs\Settings;
use WHMCS\Database\Capsule;

/** The add-on's tables. Deactivation removes them. */
final class Tables
{
    /** Idempotency keys, with their outcomes. */
    public const KEYS = 'mod_open_ticket_keys';

    /** Counters of the rate limits. */
    public const RATES = 'mod_open_ticket_rates';

    /** Requests that were received, and have not claimed their idempotency key yet. */
    public const RECEIPTS = 'mod_open_ticket_receipts';

    /** The index of suggestions. */
    public const SUGGESTIONS = 'mod_open_ticket_suggestions';

    /**
     * Columns and primary keys, in SQL that MySQL and SQLite share. Laravel before version 10 adds a primary
     * key in a second statement. Servers that require primary keys reject the first one. On other servers, a
     * failure between the two statements would leave a table without its key, and two requests could claim
     * the same idempotency key.
     */
    private const DEFINITIONS = [
        self::KEYS => 'idempotency_key VARCHAR(36) NOT NULL PRIMARY KEY, fingerprint VARCHAR(64) NOT NULL, intent VARCHAR(64) NOT NULL, '
            . 'state VARCHAR(16) NOT NULL, fence VARCHAR(32) NOT NULL, first_claimed_at BIGINT NOT NULL, claimed_at BIGINT NOT NULL, '
            . 'lease_ends_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, body LONGTEXT NULL, ticket_id BIGINT NULL',
        self::RATES => 'name VARCHAR(120) NOT NULL, leaves_at BIGINT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (name, leaves_at)',
        self::RECEIPTS => 'fence VARCHAR(32) NOT NULL PRIMARY KEY, idempotency_key VARCHAR(36) NOT NULL, expires_at BIGINT NOT NULL',
        self::SUGGESTIONS => 'id INTEGER NOT NULL PRIMARY KEY, hash VARCHAR(16) NOT NULL, source VARCHAR(80) NOT NULL, '
            . 'body LONGTEXT NOT NULL, articles INTEGER NOT NULL, built_at BIGINT NOT NULL, checked_at BIGINT NOT NULL, '
            . 'failures INTEGER NOT NULL, failure VARCHAR(100) NOT NULL',
    ];

    /** Other indexes, which only make queries faster. */
    private const INDEXES = [
        self::KEYS => ['intent', 'expires_at'],
        self::RATES => ['leaves_at'],
        self::RECEIPTS => ['idempotency_key', 'expires_at'],
        self::SUGGESTIONS => [],
    ];

    public static function create(): void
    {
        $schema = Capsule::schema();
        if ($schema->hasTable(self::SUGGESTIONS) && !$schema->hasColumns(self::SUGGESTIONS, ['built_at', 'failures', 'failure'])) {
            // The table of an earlier version. The index is built again.
            $schema->drop(self::SUGGESTIONS);
        }
        foreach (self::DEFINITIONS as $name => $definition) {
            if ($schema->hasTable($name)) {
                continue;
            }
            Capsule::connection()->statement("CREATE TABLE $name ($definition)");
            foreach (self::INDEXES[$name] as $column) {
                $schema->table($name, static fn ($table) => $table->index($column));
            }
        }
    }

    /**
     * Creates the tables that a new version has added. WHMCS calls `open_ticket_upgrade` only when an
     * administrator opens the add-on. Does nothing after deactivation, which removes the settings.
     */
    public static function update(): void
    {
        if (Capsule::table('tbladdonmodules')->where('module', Settings::MODULE)->exists()) {
            self::create();
        }
    }

    /** Returns `true` if all tables that a ticket requires can be read. */
    public static function canRead(): bool
    {
        try {
            foreach ([self::KEYS, self::RATES, self::RECEIPTS] as $table) {
                Capsule::table($table)->exists();
            }
            return true;
        } catch (\Throwable) {
            return false;
        }
    }

    /** Removes as many tables as possible, and then throws the last error. */
    public static function drop(): void
    {
        $last = null;
        foreach ([self::KEYS, self::RATES, self::RECEIPTS, self::SUGGESTIONS] as $table) {
            try {
                Capsule::schema()->dropIfExists($table);
            } catch (\Throwable $error) {
                $last = $error;
            }
        }
        if ($last !== null) {
            throw $last;
        }
    }

    /** Deletes expired rows. */
    public static function purge(int $now): void
    {
        IdempotencyStore::purge($now);
        Deadlock::retry(static fn () => Capsule::table(self::RATES)->where('leaves_at', '<=', $now)->delete());
        KeyReceipt::purge($now);
    }
}
