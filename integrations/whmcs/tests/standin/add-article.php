<?php

/**
 * Adds an article to the knowledge base of a site, and runs WHMCS's cron task. Argument: the site's folder.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';

use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\Hooks;

Database::connect("$argv[1]/whmcs.db");
Database::addArticles([['title' => 'Reset a password', 'text' => '<p>Select <b>Forgot Password</b> and follow the link.</p>']]);
require_once "$argv[1]/modules/addons/open_ticket/hooks.php";
Hooks::run('AfterCronJob', []);
