<?php

/**
 * Hooks of the add-on. WHMCS loads this file on every page while the add-on is active.
 */

declare(strict_types=1);

if (!defined('WHMCS')) {
    exit('This file cannot be accessed directly');
}

if (PHP_VERSION_ID < 80100) {
    // The site runs an older version of PHP. Its other pages must keep working, so this file also runs with PHP 7.4.
    return;
}

require_once __DIR__ . '/lib/autoload.php';

use OpenTicket\Whmcs\Page\ClientPage;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;

add_hook('ClientAreaPageSubmitTicket', 1, static function ($vars) {
    ClientPage::prepare((array) $vars);
});

add_hook('ClientAreaFooterOutput', 1, static function ($vars) {
    return ClientPage::html();
});

add_hook('AfterCronJob', 1, static function ($vars) {
    try {
        Tables::update();
    } catch (\Throwable $error) {
        // The status page reports it.
    }
    try {
        IndexUpdate::run(Settings::load());
    } catch (\Throwable $error) {
        // The settings cannot be read, so suggestions may be off.
    }
});

add_hook('DailyCronJob', 1, static function ($vars) {
    try {
        Tables::purge(time() * 1000);
    } catch (\Throwable $error) {
        // The tables are missing until the module is activated again.
    }
});
