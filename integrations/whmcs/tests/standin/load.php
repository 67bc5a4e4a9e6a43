<?php

/**
 * The part of WHMCS that its documentation describes and the add-on uses: functions, classes and tables.
 *
 * Written from WHMCS's public documentation alone. Capsule is Laravel's, as in WHMCS.
 */

declare(strict_types=1);

define('WHMCS', true);
date_default_timezone_set('UTC');
error_reporting(E_ALL & ~E_DEPRECATED);

require_once 'Illuminate/Database/autoload.php';
class_alias(\Illuminate\Database\Capsule\Manager::class, 'WHMCS\Database\Capsule');

foreach (['Hooks', 'LocalApiClient', 'People', 'Database', 'Faults', 'CurrentUser', 'functions'] as $name) {
    require_once __DIR__ . "/$name.php";
}
