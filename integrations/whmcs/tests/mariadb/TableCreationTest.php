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
        $this->setGlobal('innodb_force_primary_key', '1');
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

    /** @return iterable<string, array{array<string, string>}> settings of the server */
    public static function settings(): iterable
    {
        foreach (['redundant', 'compact', 'dynamic'] as $format) {
            yield "the row format $format" => [['innodb_default_row_format' => "'$format'"]];
        }
        yield 'MyISAM' => [['default_storage_engine' => "'MyISAM'"]];
        yield 'Aria' => [['default_storage_engine' => "'Aria'"]];
    }

    /**
     * @param array<string, string> $settings
     * @dataProvider settings
     */
    public function testIndexesAreShortEnoughForFourByteCharacters(array $settings): void
    {
        Tables::drop();
        Capsule::connection()->statement('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci');
        array_walk($settings, fn (string $value, string $name) => $this->setGlobal($name, $value));
        self::reconnect([]);
        self::assertSame([], self::tablesWithoutKey());
        self::assertSame('success', self::json($this->submit())['result']);
        self::assertSame(1, Capsule::table(Tables::KEYS)->count());
    }
}
