<?php

/**
 * Creates the database of a site, and activates the add-on. Arguments: the site's folder, and settings of
 * the add-on in JSON.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';

use OpenTicket\Whmcs\Tests\Standin\Database;
use WHMCS\Database\Capsule;

touch("$argv[1]/whmcs.db");
Database::connect("$argv[1]/whmcs.db");
if (!Database::isMariadb()) {
    Capsule::connection()->getPdo()->exec('PRAGMA journal_mode = WAL');
}
Database::create();
require_once "$argv[1]/modules/addons/open_ticket/open_ticket.php";
$result = open_ticket_activate();
foreach (json_decode($argv[2] ?? '{}', true, 4, JSON_THROW_ON_ERROR) as $setting => $value) {
    Capsule::table('tbladdonmodules')->insert(['module' => 'open_ticket', 'setting' => $setting, 'value' => (string) $value]);
}
exit($result['status'] === 'success' ? 0 : 1);
