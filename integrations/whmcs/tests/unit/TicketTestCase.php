<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Clock;
use OpenTicket\Whmcs\TicketEndpoint;
use OpenTicket\Whmcs\Http\Csrf;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\RulesSource;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\Hooks;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Whmcs\Requester;
use PHPUnit\Framework\TestCase;

/** Base class of tests with the stand-in for WHMCS, new tables and the add-on. */
abstract class TicketTestCase extends TestCase
{
    protected const FORM = 'application/x-www-form-urlencoded';

    protected const TICKET = [
        'action' => 'OpenTicket', 'responsetype' => 'json', 'deptid' => '1', 'name' => 'Ada Lovelace',
        'email' => 'ada@example.com', 'subject' => 'A question', 'message' => 'How does it work?',
        'priority' => 'Medium', 'markdown' => '1',
    ];

    /** @var array<string, mixed> settings of the add-on */
    protected array $settings = [];

    protected ?RulesSource $rules = null;

    /** Time by which the add-on's clock is ahead of the system's, in milliseconds. A wait of the add-on adds to it. */
    protected int $elapsed = 0;

    /** @var (callable(): void)|null called during each wait of the add-on */
    protected mixed $duringWait = null;

    protected function setUp(): void
    {
        $_SESSION = $_GET = [];
        $_SERVER['REQUEST_METHOD'] = 'GET';
        Hooks::reset();
        LocalApiClient::reset();
        Database::connect();
        Database::create();
        Tables::create();
        $this->settings = ['text_encoding' => 'Plain'];
        $this->rules = $this->duringWait = null;
        $this->elapsed = 0;
    }

    /** Signs a user in. Users 1 and 2 belong to client 1, and user 3 to client 2. */
    protected function signIn(int $user): void
    {
        $_SESSION['standin_user'] = $user;
    }

    /** Returns a subject that no other test uses. */
    protected static function subject(): string
    {
        return 'Subject ' . bin2hex(random_bytes(8));
    }

    /** Returns the address for a ticket with this subject: a search attributes no ticket of another test to it. */
    protected static function address(string $subject): string
    {
        return str_replace(' ', '.', $subject) . '@example.com';
    }

    protected static function key(): string
    {
        $hex = bin2hex(random_bytes(16));
        return implode('-', [substr($hex, 0, 8), substr($hex, 8, 4), substr($hex, 12, 4), substr($hex, 16, 4), substr($hex, 20)]);
    }

    protected function send(Request $request): Response
    {
        $limits = new PhpLimits(8 << 20, 128 << 20, 2 << 20, 20);
        $clock = new Clock(
            fn (): int => self::now() + $this->elapsed,
            function (int $milliseconds): void {
                $this->elapsed += $milliseconds;
                ($this->duringWait ?? static fn () => null)();
            },
        );
        return (new TicketEndpoint($request, Settings::fromArray($this->settings), $limits, $this->rules, $clock))->respond();
    }

    /** Returns the system's time in milliseconds since 1970. */
    protected static function now(): int
    {
        return (int) floor(microtime(true) * 1000);
    }

    protected function get(array $query = []): Response
    {
        return $this->send(new Request('GET', $query));
    }

    /**
     * Posts a ticket with the token of the session.
     *
     * @param array<string, string>|string $body
     * @param array<string, string> $headers
     */
    protected function post(array|string $body, ?string $key = null, array $headers = []): Response
    {
        $token = Csrf::remember('the-token', Requester::current());
        $headers += ['x-csrf-token' => substr($token, strlen(Csrf::PREFIX)), 'content-type' => self::FORM];
        if ($key !== null) {
            $headers += ['idempotency-key' => $key];
        }
        $body = is_string($body) ? $body : http_build_query($body);
        return $this->send(new Request('POST', [], $headers, $body));
    }

    /** @return array<string, mixed> */
    protected static function json(Response $response): array
    {
        return json_decode($response->body, true, 64, JSON_THROW_ON_ERROR);
    }

    /** Returns the number of the sandbox's tickets with this subject. */
    protected static function countTickets(string $subject): int
    {
        $list = localAPI('GetTickets', ['subject' => $subject, 'ignore_dept_assignments' => true]);
        return (int) $list['totalresults'];
    }

    protected function assertRefused(int $status, ?string $code, Response $response, string $message = ''): void
    {
        $body = self::json($response);
        self::assertSame([$status, $code], [$response->status, $body['code'] ?? null], $message . ' ' . $response->body);
    }
}
