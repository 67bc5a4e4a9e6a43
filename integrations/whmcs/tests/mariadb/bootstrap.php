<?php

/**
 * Bootstrap of PHPUnit with MariaDB as the database of the stand-in for WHMCS.
 */

declare(strict_types=1);

require_once __DIR__ . '/../standin/load.php';
require_once __DIR__ . '/../standin/Mariadb.php';

use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\Mariadb;

putenv(Database::SOCKET . '=' . Mariadb::start());
require __DIR__ . '/../bootstrap.php';
require_once __DIR__ . '/MariadbTestCase.php';
