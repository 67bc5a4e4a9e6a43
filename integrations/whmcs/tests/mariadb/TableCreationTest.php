<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Mariadb;

use OpenTicket\Whmcs\Store\Tables;
use WHMCS\Database\Capsule;

/** The add-on's tables in servers with other settings. */
final class TableCreationTest extends MariadbTestCase
{
    private const TABLES = [Tables::KEYS, Tables::RATES, Tables::RECEIPTS, Tables::SUGGESTIONS];

    /** @return list<string> tables without a primary key */
    private static function tablesWithoutKey(): array
    {
        $hasNoKey = static fn (string $table): bool =>
            Capsule::schema()->hasTable($table) && Capsule::connection()->select("SHOW KEYS FROM $table WHERE Key_name = 'PRIMARY'") === [];
        return array_values(array_filter(self::TABLES, $hasNoKey));
    }

    public function testTheTablesAreCreatedOnAServerThatRequiresPrimaryKeys(): void
    {
        Tables::drop();
        $this->setGlobal('innodb_force_primary_key', 'ON');
        self::assertSame(['success', 'Open Ticket is active.'], [
            open_ticket_activate()['status'], substr(open_ticket_activate()['description'], 0, 22),
        ]);
        self::assertSame([], self::tablesWithoutKey());
    }

    public function testAnActivationThatFailsLeavesNoTableWithoutItsPrimaryKey(): void
    {
        foreach (range(1, 12) as $last) {
            Tables::drop();
            $statements = 0;
            self::reconnect([]);
            Tables::drop();
            Capsule::connection()->beforeExecuting(static function (string $query) use (&$statements, $last): void {
                if (preg_match('/^(?:create|alter)/i', $query) === 1 && ++$statements === $last) {
                    throw new \RuntimeException('The server has ended');
                }
            });
            open_ticket_activate();
            self::assertSame([], self::tablesWithoutKey(), "before statement $last");
        }
    }
}
