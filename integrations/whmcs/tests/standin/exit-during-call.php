<?php

/**
 * Ends the process while WHMCS opens a ticket, after the add-on's tables have become unavailable. Argument: an
 * idempotency key.
 */

declare(strict_types=1);

require_once __DIR__ . '/load-add-on.php';

use OpenTicket\Whmcs\TicketEndpoint;
use OpenTicket\Whmcs\Http\Csrf;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Whmcs\Requester;

LocalApiClient::$changes = [
    'GetSupportDepartments' => static fn (): array => [
        'result' => 'success', 'totalresults' => 1, 'departments' => ['department' => [['id' => 1, 'name' => 'General']]],
    ],
    'OpenTicket' => static function (): array {
        echo 'WHMCS is called';
        open_ticket_deactivate();
        exit(0);
    },
];
Csrf::remember('the-token', Requester::current());
$headers = [
    'x-csrf-token' => 'the-token', 'content-type' => 'application/x-www-form-urlencoded', 'idempotency-key' => $argv[1],
];
$ticket = ['action' => 'OpenTicket', 'deptid' => '1', 'name' => 'Ada', 'email' => 'ada@example.com', 'subject' => 'A', 'message' => 'B'];
$request = new Request('POST', [], $headers, http_build_query($ticket));
(new TicketEndpoint($request, Settings::fromArray([]), PhpLimits::current()))->respond();
