<?php

/**
 * Pages of the stand-in, for PHP's own web server: WHMCS's ticket page in its themes, the add-on's
 * pages and endpoint, and the demo page of the relay, for tests that run with both.
 *
 * Environment: STANDIN_ROOT, a folder with the unpacked add-on; STANDIN_DIST, the relay's pages;
 * STANDIN_API, an api.php; STANDIN_SANDBOX, the origin that shows tickets; STANDIN_ENCODES=1 to encode
 * request variables, as WHMCS may.
 */

declare(strict_types=1);

use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Tests\Standin\Site;

require_once __DIR__ . '/load.php';
require_once __DIR__ . '/Site.php';
require_once __DIR__ . '/AdminSite.php';

$root = (string) getenv('STANDIN_ROOT');
LocalApiClient::$url = (string) getenv('STANDIN_API');
session_save_path($root);
session_start();
Database::connect("$root/whmcs.db");
if (getenv('STANDIN_ENCODES') === '1') {
    $encode = static fn (array $values): array => array_map(
        static fn (mixed $it): mixed => is_string($it) ? htmlspecialchars($it, ENT_QUOTES) : $it,
        $values,
    );
    [$_GET, $_POST] = [$encode($_GET), $encode($_POST)];
}
require_once "$root/modules/addons/open_ticket/open_ticket.php";
require_once "$root/modules/addons/open_ticket/hooks.php";
foreach (glob("$root/includes/hooks/*.php") ?: [] as $hooks) {
    require_once $hooks;
}

return (new Site($root, (string) getenv('STANDIN_DIST'), (string) getenv('STANDIN_SANDBOX')))
    ->serve((string) parse_url((string) $_SERVER['REQUEST_URI'], PHP_URL_PATH));
