<?php

/**
 * Open Ticket: replaces WHMCS's ticket form with the open-ticket form.
 *
 * The functions of an addon module, as WHMCS documents them. The classes are in lib/.
 */

declare(strict_types=1);

if (!defined('WHMCS')) {
    exit('This file cannot be accessed directly');
}

require_once __DIR__ . '/lib/autoload.php';

use OpenTicket\Whmcs\TicketEndpoint;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Page\AdminPage;
use OpenTicket\Whmcs\Page\ConfigFields;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\SuggestionsEndpoint;

/** @return array<string, mixed> */
function open_ticket_config(): array
{
    return [
        'name' => 'Open Ticket',
        'description' => 'A form for support tickets with preview, drag and drop, drafts and clear errors.',
        'author' => 'The open-ticket authors',
        'language' => 'english',
        'version' => '0.1.0',
        'fields' => ConfigFields::all(),
    ];
}

/**
 * Returns an error message for an unsupported version of PHP, or `null`. This file and `hooks.php` also run with
 * PHP 7.4.
 */
function open_ticket_php_problem(int $versionId = PHP_VERSION_ID): ?string
{
    return $versionId < 80100 ? 'Open Ticket needs PHP 8.1 or later. Select it for this site, and activate the add-on again.' : null;
}

/** @return array{status: string, description: string} */
function open_ticket_activate(): array
{
    $problem = open_ticket_php_problem();
    if ($problem !== null) {
        return ['status' => 'error', 'description' => $problem];
    }
    try {
        Tables::create();
    } catch (\Throwable $error) {
        return [
            'status' => 'error',
            'description' => 'The tables could not be created. Allow CREATE TABLE and ALTER TABLE for the database user: '
                . $error->getMessage(),
        ];
    }
    return [
        'status' => 'success',
        'description' => 'Open Ticket is active. Select Configure, give your role access, then open Addons, Open Ticket to see its status.',
    ];
}

/** @return array{status: string, description: string} */
function open_ticket_deactivate(): array
{
    try {
        Tables::drop();
    } catch (\Throwable $error) {
        return ['status' => 'error', 'description' => 'The tables could not be removed: ' . $error->getMessage()];
    }
    return ['status' => 'success', 'description' => 'Open Ticket is deactivated. Its tables were removed.'];
}

/** Creates the tables that an earlier version did not have. @param array<string, mixed> $vars */
function open_ticket_upgrade($vars): void
{
    try {
        Tables::create();
    } catch (\Throwable $error) {
        // The status page reports the error, and the cron task tries again.
        return;
    }
}

/** Shows the status page. @param array<string, mixed> $vars */
function open_ticket_output($vars): void
{
    echo open_ticket_php_problem() ?? (new AdminPage($vars))->html();
}

/**
 * Handles the form's requests. Other requests get a page with a link to the form.
 *
 * @param array<string, mixed> $vars
 * @return array<string, mixed>
 */
function open_ticket_clientarea($vars): array
{
    // The classes in lib/ use the syntax of PHP 8.1.
    $action = open_ticket_php_problem() === null ? $_GET['action'] ?? null : null;
    if ($action === 'ticket' || ($action !== null && $action === SuggestionsEndpoint::ACTION)) {
        $request = Request::fromGlobals();
        $settings = Settings::fromArray($vars);
        if ($action === 'ticket') {
            (new TicketEndpoint($request, $settings, PhpLimits::current()))->respond()->send();
        } else {
            (new SuggestionsEndpoint($request, $settings))->respond()->complete();
            IndexUpdate::run($settings);
        }
        exit;
    }
    $lang = is_array($vars['_lang'] ?? null) ? $vars['_lang'] : [];
    return [
        'pagetitle' => $lang['page_title'] ?? 'Open a ticket',
        'breadcrumb' => ['submitticket.php' => $lang['page_title'] ?? 'Open a ticket'],
        'templatefile' => 'moved',
        'requirelogin' => false,
        'vars' => ['openTicketLink' => $lang['link'] ?? 'Open a ticket'],
    ];
}
