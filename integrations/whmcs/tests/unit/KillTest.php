<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** Each key opens exactly one ticket, in processes that are killed at any moment, or run at the same time. */
final class KillTest extends TicketTestCase
{
    private string $database;

    protected function setUp(): void
    {
        parent::setUp();
        $this->database = sys_get_temp_dir() . '/open-ticket-kill-' . bin2hex(random_bytes(6)) . '.db';
        touch($this->database);
        Database::connect($this->database);
        Database::create();
        Tables::create();
    }

    protected function tearDown(): void
    {
        array_map('unlink', glob("$this->database*") ?: []);
    }

    public function testEachKeyOpensOneTicketAfterAKillAtEachStep(): void
    {
        $states = [];
        for ($step = 1; ($state = $this->killAt($step)) !== null; $step++) {
            $states[] = $state;
        }
        self::assertGreaterThan(15, count($states));
        // Not opened until the receipt is stored, then unknown until the outcome is stored.
        self::assertSame(['not_opened', 'unknown'], array_values(array_unique($states)));
    }

    public function testProcessesAtTheSameTimeOpenOneTicketForEachKey(): void
    {
        [$keys, $subject] = [[self::key(), self::key()], self::subject()];
        $processes = $outputs = [];
        for ($number = 0; $number < 6; $number++) {
            $processes[] = $this->start($keys[$number % 2], $subject, 0, $outputs[$number]);
        }
        foreach ($processes as $number => $process) {
            $response = json_decode((string) stream_get_contents($outputs[$number]), true, 8, JSON_THROW_ON_ERROR);
            self::assertContains($response['code'] ?? $response['result'], ['success', 'in_progress']);
            proc_close($process);
        }
        self::assertSame(2, self::countTickets($subject));
    }

    /** Starts a request that stops at a step. @param resource|null $output */
    private function start(string $key, string $subject, int $step, mixed &$output): mixed
    {
        $script = dirname(__DIR__) . '/standin/submit.php';
        $command = [PHP_BINARY, $script, $this->database, LocalApiClient::$url, $key, $subject, (string) $step];
        $process = proc_open($command, [1 => ['pipe', 'w']], $pipes);
        $output = $pipes[1];
        return $process;
    }

    /** Kills a request at a step, and retries it. Returns the state of the key after the kill, or `null` after the last step. */
    private function killAt(int $step): ?string
    {
        [$key, $subject] = [self::key(), self::subject()];
        $process = $this->start($key, $subject, $step, $output);
        $isWaiting = fgets($output) === "waiting\n";
        proc_terminate($process, 9);
        proc_close($process);
        if (!$isWaiting) {
            return null;
        }
        $tickets = self::countTickets($subject);
        $state = self::json($this->get(['key' => $key]))['state'];
        if ($tickets > 0) {
            self::assertNotSame('not_opened', $state, "step $step");
        }
        // Ten minutes later.
        Capsule::table(Tables::KEYS)->update(['lease_ends_at' => 0]);
        Capsule::table(Tables::RECEIPTS)->update(['expires_at' => 0]);
        $ticket = ['deptid' => '1', 'name' => 'Ada', 'email' => 'ada@example.com', 'subject' => $subject, 'message' => 'Text'];
        $response = $this->post(['action' => 'OpenTicket'] + $ticket, $key);
        self::assertSame('success', self::json($response)['result'], "step $step: $response->body");
        self::assertSame(1, self::countTickets($subject), "step $step");
        self::assertSame('opened', self::json($this->get(['key' => $key]))['state'], "step $step");
        return $state;
    }
}
