<?php

/**
 * Changes a setting of the add-on. Arguments: the site's folder, the setting, and its value.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';

use OpenTicket\Whmcs\Tests\Standin\Database;
use WHMCS\Database\Capsule;

Database::connect("$argv[1]/whmcs.db");
Capsule::table('tbladdonmodules')->updateOrInsert(['module' => 'open_ticket', 'setting' => $argv[2]], ['value' => $argv[3]]);
