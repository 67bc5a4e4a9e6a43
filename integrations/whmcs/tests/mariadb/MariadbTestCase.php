<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Mariadb;

use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\KeyTestCase;
use OpenTicket\Whmcs\Tests\Standin\Database;
use WHMCS\Database\Capsule;

/** Base class of tests that change the connection to MariaDB, or its settings. */
abstract class MariadbTestCase extends KeyTestCase
{
    /** @var array<string, string> settings of the server before the test */
    private array $changed = [];

    protected function tearDown(): void
    {
        foreach ($this->changed as $name => $value) {
            self::server()->exec("SET GLOBAL $name = $value");
        }
    }

    /** Returns another connection to the server, in the database of the test. */
    protected static function server(): \PDO
    {
        return new \PDO(
            'mysql:unix_socket=' . getenv(Database::SOCKET) . ';dbname=' . Capsule::connection()->getDatabaseName(),
            'root',
            '',
            [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION],
        );
    }

    /** Changes a setting of the server until the end of the test. It applies to connections that begin later. */
    protected function setGlobal(string $name, string $value): void
    {
        $before = (string) self::server()->query("SELECT @@GLOBAL.$name")->fetchColumn();
        $this->changed[$name] ??= ctype_digit($before) ? $before : "'$before'";
        self::server()->exec("SET GLOBAL $name = $value");
    }

    /** Connects with other options, and creates the add-on's tables again. @param array<string, mixed> $options */
    protected static function reconnect(array $options): void
    {
        Tables::drop();
        Database::connectWith($options + Capsule::connection()->getConfig());
        Tables::create();
    }

    /** Connects again with the same options, as a request that begins later. */
    protected static function connectAgain(): void
    {
        Database::connectWith(Capsule::connection()->getConfig());
    }

    /** Ends the connection of the add-on, as a server does that restarts, or has not been used for long. */
    protected static function endConnection(): void
    {
        self::server()->exec('KILL CONNECTION ' . Capsule::connection()->selectOne('SELECT CONNECTION_ID() AS id')->id);
    }
}
