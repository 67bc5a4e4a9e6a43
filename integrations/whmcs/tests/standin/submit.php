<?php

/**
 * Submits a ticket, stops before a step, and waits there to be killed. Steps are each call of WHMCS, each response,
 * and each change of the add-on's tables, before and after it. Expired rows are deleted at each submission, so
 * that the steps are the same in each run. Arguments: the database, the URL of api.php, a key, a subject, and the
 * number of the step.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';
require_once __DIR__ . '/../../modules/addons/open_ticket/open_ticket.php';

use OpenTicket\Whmcs\TicketEndpoint;
use OpenTicket\Whmcs\Http\Csrf;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Whmcs\Requester;
use WHMCS\Database\Capsule;

[, $database, LocalApiClient::$url, $key, $subject, $last] = $argv;
Database::connect($database);
$step = 0;
$next = static function () use (&$step, $last): int {
    $step++;
    if ($step === (int) $last) {
        echo "waiting\n";
        sleep(60);
    }
    return 0;
};
if (Database::isMariadb()) {
    // A change is atomic, so that a moment after it is a moment before the next step.
    Capsule::connection()->beforeExecuting(static function (string $query) use ($next): void {
        preg_match('/^(?:insert|update|delete)/', $query) === 1 && $next();
    });
} else {
    Capsule::connection()->getPdo()->sqliteCreateFunction('next_step', $next, 0);
    foreach ([Tables::KEYS, Tables::RECEIPTS, Tables::RATES] as $table) {
        foreach (['BEFORE', 'AFTER'] as $time) {
            foreach (['INSERT', 'UPDATE', 'DELETE'] as $change) {
                Capsule::connection()->getPdo()->exec(
                    "CREATE TEMP TRIGGER step_{$table}_{$time}_{$change} $time $change ON main.$table BEGIN SELECT next_step(); END",
                );
            }
        }
    }
}
foreach (['GetSupportDepartments', 'GetConfigurationValue', 'OpenTicket', 'GetTickets'] as $action) {
    LocalApiClient::$changes[$action] = static function (array $parameters, callable $original) use ($next): array {
        $next();
        $response = $original();
        $next();
        return $response;
    };
}
$ticket = [
    'action' => 'OpenTicket', 'deptid' => '1', 'name' => 'Ada', 'subject' => $subject, 'message' => "Text of $subject",
    'email' => str_replace(' ', '.', $subject) . '@example.com',
];
Csrf::remember('the-token', Requester::current());
$headers = [
    'x-csrf-token' => 'the-token', 'content-type' => 'application/x-www-form-urlencoded', 'idempotency-key' => $key,
];
$request = new Request('POST', [], $headers, http_build_query($ticket));
$settings = Settings::fromArray(['text_encoding' => 'Plain']);
$endpoint = new TicketEndpoint($request, $settings, PhpLimits::current(), requestsPerPurge: 1);
echo $endpoint->respond()->body;
