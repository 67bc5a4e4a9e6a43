<?php

/**
 * Loads the files that WHMCS loads itself, in a PHP that the add-on does not support. The site must keep working, and
 * the activation must name the reason.
 */

declare(strict_types=1);

define('WHMCS', true);

function add_hook(string $hook, int $priority, callable $function): void
{
    throw new Exception("$hook would run on each page");
}

$folder = dirname(__DIR__, 2) . '/modules/addons/open_ticket';
require "$folder/hooks.php";
require "$folder/open_ticket.php";
$result = open_ticket_activate();
ob_start();
open_ticket_output([]);
$page = (string) ob_get_clean();
$isRefused = $result['status'] === 'error' && strpos($result['description'], 'PHP 8.1') !== false;
$hasTexts = strpos($page, 'PHP 8.1') !== false && open_ticket_config()['fields'] !== []
    && open_ticket_clientarea([])['templatefile'] === 'moved';
if (!$isRefused || !$hasTexts) {
    echo 'The add-on does not refuse this version: ', json_encode($result), "\n", $page, "\n";
    exit(1);
}
echo "The add-on refuses this version, and its files can be loaded.\n";
