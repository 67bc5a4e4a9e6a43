<?php

/**
 * Adds an article to the knowledge base of a site. Argument: the site's folder.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';

use OpenTicket\Whmcs\Tests\Standin\Database;
use WHMCS\Database\Capsule;

Database::connect("$argv[1]/whmcs.db");
Database::addArticles([['title' => 'Reset a password', 'text' => '<p>Select <b>Forgot Password</b> and follow the link.</p>']]);
// As if a minute had passed since the last comparison.
Capsule::table('mod_open_ticket_suggestions')->update(['checked_at' => 0]);
