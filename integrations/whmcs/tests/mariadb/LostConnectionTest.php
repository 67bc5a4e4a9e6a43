<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Mariadb;

use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** Each key opens one ticket if the connection to the database is lost, in any moment of a request. */
final class LostConnectionTest extends MariadbTestCase
{
    public function testAConnectionThatIsLostDuringALongCallIsReplaced(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static function (array $parameters, callable $original): array {
            self::endConnection();
            return $original();
        };
        $response = $this->submit();
        self::assertSame('success', self::json($response)['result']);
        self::assertSame('{"state":"opened","answer":' . $response->body . '}', $this->get(['key' => $this->key])->body);
        self::assertSame(0, Capsule::table(Tables::RECEIPTS)->count());
    }

    public function testAConnectionThatIsLostBeforeAnyStatementLeadsToNoSecondTicketAndNoError(): void
    {
        for ($number = 1; $this->loseAt($number, false); $number++) {
            self::assertSame(['success', 1], [self::json($this->submit())['result'], self::countTickets($this->subject)], "statement $number");
        }
        self::assertGreaterThan(10, $number);
    }

    public function testAConnectionThatIsLostAfterAChangeIsStoredLeadsToNoSecondTicketAndNoError(): void
    {
        for ($number = 1; $this->loseAt($number, true); $number++) {
            self::assertSame(['success', 1], [self::json($this->submit())['result'], self::countTickets($this->subject)], "change $number");
        }
        self::assertGreaterThan(5, $number);
    }

    /** @return iterable<string, array{string}> */
    public static function times(): iterable
    {
        yield 'before it has the row' => ['BEFORE'];
        yield 'while it holds the row' => ['AFTER'];
    }

    /** @dataProvider times */
    public function testAClaimThatTheServerStoresAfterItsProcessWasKilledLeadsToNoSecondTicket(string $time): void
    {
        $own = Capsule::connection()->selectOne('SELECT CONNECTION_ID() AS id')->id;
        Capsule::connection()->getPdo()->exec(
            "CREATE TRIGGER slow $time INSERT ON " . Tables::KEYS
            . " FOR EACH ROW IF CONNECTION_ID() <> $own THEN DO GET_LOCK('$this->key', 300); END IF",
        );
        $server = self::server();
        $server->query("SELECT GET_LOCK('$this->key', 0)")->fetchAll();
        $arguments = [Capsule::connection()->getDatabaseName(), LocalApiClient::$url, $this->key, $this->subject, '0'];
        $process = proc_open([PHP_BINARY, dirname(__DIR__) . '/standin/submit.php', ...$arguments], [1 => ['pipe', 'w']], $pipes);
        $isExecuted = static fn (): bool => $server->query(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User lock'",
        )->fetchColumn() === 0;
        while ($isExecuted()) {
            usleep(10_000);
        }
        proc_terminate($process, 9);
        proc_close($process);
        self::assertFalse($isExecuted());
        $end = function () use ($server, $isExecuted): void {
            $server->exec("DO RELEASE_LOCK('$this->key')");
            while (!$isExecuted()) {
                usleep(10_000);
            }
        };
        if ($time === 'AFTER') {
            // Until then, the retry waits for the row.
            $end();
        }
        // The time at which the lease of the claim has ended.
        $this->elapsed = 600_001;
        $values = ['name' => 'Ada', 'message' => "Text of $this->subject"];
        $response = $this->post($values + array_diff_key($this->ticket, ['markdown' => 0, 'priority' => 0]), $this->key);
        self::assertSame('success', self::json($response)['result'], $response->body);
        $end();
        self::assertSame(1, self::countTickets($this->subject));
        self::assertStringStartsWith('{"state":"opened"', $this->get(['key' => $this->key])->body);
    }

    /**
     * Opens a ticket, and loses the connection before a statement, or after a change and before its response. Laravel
     * then connects again, and repeats the statement. Returns `false` after the last one.
     */
    private function loseAt(int $number, bool $isStored): bool
    {
        self::reconnect([]);
        $this->prepareTicket();
        $count = 0;
        Capsule::connection()->beforeExecuting(static function (string $query, array $bindings) use (&$count, $number, $isStored): void {
            $isChange = preg_match('/^(?:insert|update|delete)/', $query) === 1;
            if (($isStored && !$isChange) || ++$count !== $number) {
                return;
            }
            if ($isStored) {
                self::server()->prepare($query)->execute($bindings);
            }
            self::endConnection();
        });
        $response = $this->submit();
        self::assertSame('success', self::json($response)['result'], "$number: $response->body");
        return $count >= $number;
    }
}
