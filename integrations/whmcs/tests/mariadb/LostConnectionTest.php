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

    /**
     * Opens a ticket, and loses the connection before a statement, or after a change and before its response. Laravel
     * then connects again, and repeats the statement. Returns `false` after the last one.
     */
    private function loseAt(int $number, bool $isStored): bool
    {
        self::reconnect([]);
        $this->subject = self::subject();
        $this->key = self::key();
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
