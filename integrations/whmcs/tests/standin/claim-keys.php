<?php

/**
 * Claims idempotency keys that other processes claim at the same time, with all other operations of the tables. Writes
 * the keys that it acquired, and the messages of errors, in JSON. Arguments: the database, and the keys, with commas.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';
require_once __DIR__ . '/../../modules/addons/open_ticket/open_ticket.php';

use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Claim;
use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\KeyReceipt;
use OpenTicket\Whmcs\Store\RateLimits;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\Database;

Database::connect($argv[1]);
$limits = new RateLimits(Settings::fromArray(['per_hour' => '100000', 'per_day' => '100000', 'total_per_day' => '100000']));
$acquired = $errors = [];
// The test starts all processes before it sends the first line.
fgets(STDIN);
foreach (explode(',', $argv[2]) as $index => $key) {
    try {
        $now = (int) floor(microtime(true) * 1000);
        $receipt = KeyReceipt::record($key, $now);
        $claim = IdempotencyStore::claim($key, 'fingerprint', 'intent', $now);
        $receipt->release();
        if ($claim->result === Claim::ACQUIRED && $claim->previous === Claim::NO_ATTEMPT) {
            $acquired[] = $key;
            $limits->countTicket('192.0.2.' . $index % 8, $index % 3, $now);
            IdempotencyStore::startSearching($claim, $now);
            IdempotencyStore::unresolved('intent', $now);
            IdempotencyStore::complete($claim, '{}', $index + 1);
        }
        $limits->countRefused('192.0.2.1', $now);
        IdempotencyStore::status($key, $now);
        // Rows that have expired. All processes delete them.
        $old = bin2hex(random_bytes(16));
        $limits->countRefused($old, $index);
        KeyReceipt::record($old, $index - 3_600_000);
        IdempotencyStore::notOpened(IdempotencyStore::claim($old, 'fingerprint', 'intent', $index));
        Tables::purge($now);
    } catch (\Throwable $error) {
        $errors[] = $error->getMessage();
    }
}
echo json_encode([$acquired, $errors], JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
