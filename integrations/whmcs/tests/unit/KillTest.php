<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;

/**
 * No key opens more than one ticket, in processes that are killed at any moment, or run at the same time.
 *
 * @group system
 */
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
        self::assertGreaterThan(14, count($states));
        // Not opened until the receipt is stored, then unknown until the outcome is stored.
        self::assertSame(['not_opened', 'unknown'], array_values(array_unique($states)));
    }

    public function testOnAHostWithoutAFolderForLocksNoKillLeadsToASecondTicket(): void
    {
        $codes = [];
        for ($step = 1; ($code = $this->killWithoutLockAt($step)) !== null; $step++) {
            $codes[] = $code;
        }
        self::assertGreaterThan(14, count($codes));
        // Sent by the retry, not known to be sent, and found.
        self::assertSame(['success', 'unknown', 'success'], array_values(array_filter(
            $codes,
            static fn (string $code, int $index): bool => $code !== ($codes[$index - 1] ?? null),
            ARRAY_FILTER_USE_BOTH,
        )));
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

    /**
     * Starts a request that stops at a step.
     *
     * @param resource|null $output
     * @param array<string, string>|null $environment
     */
    private function start(string $key, string $subject, int $step, mixed &$output, ?array $environment = null): mixed
    {
        $script = dirname(__DIR__) . '/standin/submit.php';
        $command = [PHP_BINARY, $script, $this->database, LocalApiClient::$url, $key, $subject, (string) $step];
        $process = proc_open($command, [1 => ['pipe', 'w']], $pipes, null, $environment);
        $output = $pipes[1];
        return $process;
    }

    /** Starts a request, and kills it at a step. Returns `false` after the last step. @param array<string, string>|null $environment */
    private function kill(string $key, string $subject, int $step, ?array $environment = null): bool
    {
        $this->elapsed = 0;
        $process = $this->start($key, $subject, $step, $output, $environment);
        $isWaiting = fgets($output) === "waiting\n";
        proc_terminate($process, 9);
        proc_close($process);
        return $isWaiting;
    }

    /** Repeats a request after the lease of the key. */
    private function retry(string $key, string $subject): Response
    {
        $this->elapsed = 600_001;
        $ticket = ['deptid' => '1', 'name' => 'Ada', 'email' => self::address($subject), 'subject' => $subject];
        return $this->post(['action' => 'OpenTicket', 'message' => "Text of $subject"] + $ticket, $key);
    }

    /**
     * Kills a request at a step on a host without a folder for temporary files, and retries it. Returns the code or the
     * result of the retry, or `null` after the last step.
     */
    private function killWithoutLockAt(int $step): ?string
    {
        [$key, $subject] = [self::key(), self::subject()];
        if (!$this->kill($key, $subject, $step, ['TMPDIR' => '/nonexistent'] + getenv())) {
            return null;
        }
        $body = self::json($this->retry($key, $subject));
        $code = $body['code'] ?? $body['result'];
        self::assertSame($code === 'success' ? 1 : 0, self::countTickets($subject), "step $step");
        return $code;
    }

    /** Kills a request at a step, and retries it. Returns the state of the key after the kill, or `null` after the last step. */
    private function killAt(int $step): ?string
    {
        [$key, $subject] = [self::key(), self::subject()];
        if (!$this->kill($key, $subject, $step)) {
            return null;
        }
        $tickets = self::countTickets($subject);
        $state = self::json($this->get(['key' => $key]))['state'];
        if ($tickets > 0) {
            self::assertNotSame('not_opened', $state, "step $step");
        }
        $response = $this->retry($key, $subject);
        self::assertSame('success', self::json($response)['result'], "step $step: $response->body");
        self::assertSame(1, self::countTickets($subject), "step $step");
        self::assertSame('opened', self::json($this->get(['key' => $key]))['state'], "step $step");
        return $state;
    }
}
