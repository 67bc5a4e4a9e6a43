<?php

/**
 * The stand-in with an empty database in memory, in which the add-on is activated.
 */

declare(strict_types=1);

require_once __DIR__ . '/load.php';
require_once __DIR__ . '/../../modules/addons/open_ticket/open_ticket.php';

use OpenTicket\Whmcs\Tests\Standin\Database;

Database::connect();
Database::create();
open_ticket_activate();
