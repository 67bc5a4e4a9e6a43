<?php

/**
 * Creates the database of a site, and activates the add-on. Argument: the site's folder.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';

use OpenTicket\Whmcs\Tests\Standin\Database;
use WHMCS\Database\Capsule;

touch("$argv[1]/whmcs.db");
Database::connect("$argv[1]/whmcs.db");
Capsule::connection()->getPdo()->exec('PRAGMA journal_mode = WAL');
Database::create();
require_once "$argv[1]/modules/addons/open_ticket/open_ticket.php";
$result = open_ticket_activate();
foreach (['per_hour', 'per_day', 'total_per_day', 'refused_per_hour'] as $setting) {
    Capsule::table('tbladdonmodules')->insert(['module' => 'open_ticket', 'setting' => $setting, 'value' => '0']);
}
// The limit in `open-ticket.toml`, with which the tests of the form run.
Capsule::table('tbladdonmodules')->insert(['module' => 'open_ticket', 'setting' => 'max_file_mb', 'value' => '4']);
exit($result['status'] === 'success' ? 0 : 1);
