<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Mariadb;

use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\KeyStatus;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** Deadlocks and waits for locks, between requests and the statements of others. */
final class ConcurrencyTest extends MariadbTestCase
{
    private const TABLES = [Tables::KEYS, Tables::RATES, Tables::RECEIPTS];

    /** Rolls back each change of a row as a deadlock does: the first `$times` of each `$times` + 1 attempts. */
    private static function rollBack(int $times): void
    {
        foreach (self::TABLES as $table) {
            foreach (['INSERT', 'UPDATE', 'DELETE'] as $change) {
                Capsule::connection()->getPdo()->exec("CREATE TRIGGER {$table}_$change BEFORE $change ON $table FOR EACH ROW
                    BEGIN
                        SET @changes = COALESCE(@changes, 0) + 1;
                        IF @changes % ($times + 1) <> 0 THEN SIGNAL SQLSTATE '40001'; END IF;
                    END");
            }
        }
    }

    public function testProcessesAtTheSameTimeAcquireEachKeyOnceAndGetNoError(): void
    {
        $keys = array_map(static fn (): string => self::key(), range(1, 20));
        $processes = [];
        for ($number = 0; $number < 6; $number++) {
            $order = [...array_slice($keys, $number), ...array_slice($keys, 0, $number)];
            $command = [PHP_BINARY, dirname(__DIR__) . '/standin/claim-keys.php', Capsule::connection()->getDatabaseName(), implode(',', $order)];
            $processes[] = [proc_open($command, [['pipe', 'r'], ['pipe', 'w']], $pipes), $pipes];
        }
        foreach ($processes as [, $pipes]) {
            fwrite($pipes[0], "\n");
        }
        $acquired = [];
        foreach ($processes as [$process, $pipes]) {
            [$ofProcess, $errors] = json_decode((string) stream_get_contents($pipes[1]), true, 8, JSON_THROW_ON_ERROR);
            self::assertSame([], $errors);
            $acquired = [...$acquired, ...$ofProcess];
            proc_close($process);
        }
        sort($keys);
        sort($acquired);
        self::assertSame($keys, $acquired);
    }

    public function testAStatementThatTheDatabaseRollsBackIsRepeated(): void
    {
        // One row in each table: the trigger counts rows, not statements.
        $this->settings += ['per_hour' => '0', 'per_day' => '0'];
        self::rollBack(4);
        $response = $this->submit();
        self::assertSame('success', self::json($response)['result'], $response->body);
        self::assertSame($response->body, $this->submit()->body);
        self::assertSame('{"state":"opened","answer":' . $response->body . '}', $this->get(['key' => $this->key])->body);
        self::assertSame(0, Capsule::table(Tables::RECEIPTS)->count());
        self::assertSame(['1'], Capsule::table(Tables::RATES)->distinct()->pluck('count')->map(static fn ($it): string => (string) $it)->all());
        Tables::purge(self::now() + 40 * 24 * 3_600_000);
        self::assertSame([0, 0], [Capsule::table(Tables::KEYS)->count(), Capsule::table(Tables::RATES)->count()]);
    }

    public function testWithoutEndOfTheDeadlocksNothingIsOpened(): void
    {
        self::rollBack(5);
        $this->assertRefused(503, 'unavailable', $this->submit());
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
    }

    public function testARowThatAnotherStatementLocksDelaysATicketAndOpensNoSecondOne(): void
    {
        $this->setGlobal('innodb_lock_wait_timeout', '1');
        self::reconnect([]);
        $lock = self::server();
        // A backup or a report that reads the tables with locks.
        $lock->exec('START TRANSACTION');
        $lock->query('SELECT * FROM ' . Tables::KEYS . ' FOR UPDATE')->fetchAll();
        $this->assertRefused(503, 'unavailable', $this->submit());
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
        $lock->exec('ROLLBACK');
        LocalApiClient::$changes['OpenTicket'] = static function (array $parameters, callable $original) use ($lock): array {
            $lock->exec('START TRANSACTION');
            $lock->query('SELECT * FROM ' . Tables::KEYS . ' FOR UPDATE')->fetchAll();
            return $original();
        };
        $response = $this->submit();
        self::assertSame('success', self::json($response)['result'], 'the outcome cannot be stored');
        $lock->exec('ROLLBACK');
        self::assertSame('{"state":"unknown"}', $this->get(['key' => $this->key])->body);
        $this->elapsed = 600_001;
        self::assertSame(200, $this->submit()->status, 'the request has ended, and its ticket is found');
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    public function testARequestInATransactionOfAnotherModuleOpensNothingTwice(): void
    {
        // A hook of another module has begun a transaction, and read: its snapshot shows no later change.
        Capsule::connection()->beginTransaction();
        Capsule::table(Tables::KEYS)->count();
        $other = self::server();
        $now = self::now();
        $other->prepare('INSERT INTO ' . Tables::KEYS . ' VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)')->execute(
            [$this->key, 'f', 'i', 'sending', 'x', $now, $now, $now + 600_000, $now + 600_000],
        );
        $response = $this->submit();
        self::assertNotSame('success', self::json($response)['result'], $response->body);
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
        Capsule::connection()->rollBack();
        self::assertSame(KeyStatus::UNKNOWN, IdempotencyStore::status($this->key, $now)->state);
    }
}
