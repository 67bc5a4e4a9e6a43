<?php

/**
 * Starts the sandbox, and connects the stand-in for WHMCS to it.
 */

declare(strict_types=1);

require_once __DIR__ . '/standin/load.php';
require_once __DIR__ . '/../modules/addons/open_ticket/open_ticket.php';
require_once __DIR__ . '/unit/TicketTestCase.php';
require_once __DIR__ . '/unit/KeyTestCase.php';
require_once __DIR__ . '/unit/TableRules.php';
require_once __DIR__ . '/unit/PhpServer.php';

use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;

$root = dirname(__DIR__, 3);
$binary = (getenv('CARGO_TARGET_DIR') ?: "$root/target") . '/debug/open-ticket-sandbox';
if (!is_file($binary)) {
    fwrite(STDERR, "$binary is missing: `cargo build -p open-ticket-sandbox` builds it\n");
    exit(1);
}
$folder = sys_get_temp_dir() . '/open-ticket-whmcs-' . bin2hex(random_bytes(6));
mkdir($folder);
// As an array, the command runs without a shell, so that its process can be ended.
$process = proc_open(
    [$binary, '--listen', '127.0.0.1:0', '--database', "$folder/sandbox.db"],
    [1 => ['pipe', 'w'], 2 => ['file', "$folder/log", 'w']],
    $pipes,
);
register_shutdown_function(static function () use ($process, $folder): void {
    proc_terminate($process);
    proc_close($process);
    array_map('unlink', glob("$folder/*") ?: []);
    rmdir($folder);
});
$line = '';
while (preg_match('~http://127\.0\.0\.1:[0-9]+~', $line, $found) !== 1) {
    $line = fgets($pipes[1]);
    if ($line === false) {
        fwrite(STDERR, "The sandbox did not start: " . file_get_contents("$folder/log"));
        exit(1);
    }
}
LocalApiClient::$url = $found[0] . '/includes/api.php';
