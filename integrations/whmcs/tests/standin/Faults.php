<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

use WHMCS\Database\Capsule;

/** Faults of the database, in SQLite and in MariaDB. */
final class Faults
{
    /** Makes each change of the database fail, in this connection. */
    public static function readOnly(): void
    {
        self::execute(Database::isMariadb() ? 'SET SESSION TRANSACTION READ ONLY' : 'PRAGMA query_only = 1');
    }

    /** Makes each insertion into a table fail. */
    public static function failInsertions(string $table): void
    {
        self::failBefore("INSERT ON $table", '1 = 1');
    }

    /** Makes each update of a row to a state fail. */
    public static function failUpdates(string $table, string $state): void
    {
        self::failBefore("UPDATE ON $table", "NEW.state = '$state'");
    }

    /** Ends the failures of insertions or updates. */
    public static function end(): void
    {
        self::execute('DROP TRIGGER failure');
    }

    /** Makes the removal of a table fail. Returns a function that removes it. */
    public static function failRemoval(string $table, string $key): \Closure
    {
        if (Database::isMariadb()) {
            // A table that refers to it.
            $column = Capsule::connection()->selectOne("SHOW FULL COLUMNS FROM $table LIKE '$key'");
            $type = $column->Type . ($column->Collation === null ? '' : " COLLATE $column->Collation");
            self::execute("CREATE TABLE referring (id $type NOT NULL, FOREIGN KEY (id) REFERENCES $table ($key))");
            return static fn () => self::execute("DROP TABLE referring, $table");
        }
        Capsule::schema()->drop($table);
        // A view, which DROP TABLE does not remove.
        self::execute("CREATE VIEW $table AS SELECT 1");
        return static fn () => self::execute("DROP VIEW $table");
    }

    private static function failBefore(string $event, string $condition): void
    {
        self::execute(Database::isMariadb()
            ? "CREATE TRIGGER failure BEFORE $event FOR EACH ROW
                IF $condition THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'failure'; END IF"
            : "CREATE TRIGGER failure BEFORE $event WHEN $condition BEGIN SELECT RAISE(ABORT, 'failure'); END");
    }

    private static function execute(string $statement): void
    {
        Capsule::connection()->getPdo()->exec($statement);
    }
}
