<?php

/**
 * Bootstrap of PHPUnit in a PHP that is compiled to WebAssembly. It has no network: Node sends the requests to the
 * sandbox, and returns the responses.
 */

declare(strict_types=1);

require_once __DIR__ . '/../standin/load.php';
require_once __DIR__ . '/../../modules/addons/open_ticket/open_ticket.php';
require_once __DIR__ . '/../unit/TicketTestCase.php';
require_once __DIR__ . '/../unit/KeyTestCase.php';
require_once __DIR__ . '/../unit/TableRules.php';

use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;

// Also files that no test loads: their syntax may be too new.
$files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator(__DIR__ . '/../../modules/addons/open_ticket/lib'));
foreach ($files as $file) {
    if ($file->getExtension() === 'php') {
        require_once (string) $file->getRealPath();
    }
}
LocalApiClient::$post = static fn (string $url, string $form): string => (string) post_message_to_js($form);
