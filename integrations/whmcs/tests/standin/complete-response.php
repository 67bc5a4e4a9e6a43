<?php

/**
 * Router of PHP's web server for the test of completed responses. After the response, it waits for the file `go` in
 * the folder of the environment variable STANDIN_ROOT, and writes to `done` whether `go` was created in time.
 */

declare(strict_types=1);

require_once __DIR__ . '/../../modules/addons/open_ticket/lib/autoload.php';

use OpenTicket\Whmcs\Http\Response;

ob_start();
echo 'Output of WHMCS';
$folder = (string) getenv('STANDIN_ROOT');
$body = (string) gzencode(str_repeat('an index ', 5_000), 9);
$headers = ['Content-Encoding' => 'gzip', 'Content-Type' => 'application/json', 'Cache-Control' => 'no-cache'];
(new Response(200, $body, $headers))->complete();
for ($attempt = 0; $attempt < 500 && !file_exists("$folder/go"); $attempt++) {
    usleep(20_000);
    clearstatcache();
}
file_put_contents("$folder/done", file_exists("$folder/go") ? 'after the response' : 'too late');
