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

    public static function create(): void
    {
        $schema = Capsule::schema();
        if (!$schema->hasTable(self::KEYS)) {
            $schema->create(self::KEYS, static function ($table): void {
                $table->string('idempotency_key', 36)->primary();
                $table->string('fingerprint', 64);
                $table->string('intent', 64)->index();
                $table->string('state', 16);
                $table->string('fence', 32);
                $table->bigInteger('first_claimed_at');
                $table->bigInteger('claimed_at');
                $table->bigInteger('lease_ends_at');
                $table->bigInteger('expires_at')->index();
                $table->text('body')->nullable();
                $table->bigInteger('ticket_id')->nullable();
            });
        }
        if (!$schema->hasTable(self::RATES)) {
            $schema->create(self::RATES, static function ($table): void {
                $table->string('name', 120);
                $table->bigInteger('leaves_at')->index();
                $table->integer('count');
                $table->primary(['name', 'leaves_at']);
            });
        }
        if (!$schema->hasTable(self::RECEIPTS)) {
            $schema->create(self::RECEIPTS, static function ($table): void {
                $table->string('fence', 32)->primary();
                $table->string('idempotency_key', 36)->index();
                $table->bigInteger('expires_at')->index();
            });
        }
        if ($schema->hasTable(self::SUGGESTIONS) && !$schema->hasColumns(self::SUGGESTIONS, ['built_at', 'failures', 'failure'])) {
            // The table of an earlier version. The index is built again.
            $schema->drop(self::SUGGESTIONS);
        }
        if (!$schema->hasTable(self::SUGGESTIONS)) {
            $schema->create(self::SUGGESTIONS, static function ($table): void {
                $table->integer('id')->primary();
                $table->string('hash', 16);
                $table->string('source', 80);
                $table->longText('body');
                $table->integer('articles');
                $table->bigInteger('built_at');
                $table->bigInteger('checked_at');
                $table->integer('failures');
                $table->string('failure', 100);
            });
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
        Capsule::table(self::RATES)->where('leaves_at', '<=', $now)->delete();
        KeyReceipt::purge($now);
    }
}
