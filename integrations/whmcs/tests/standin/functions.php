<?php

/**
 * The global functions that WHMCS documents for modules and hooks.
 */

declare(strict_types=1);

use OpenTicket\Whmcs\Tests\Standin\Hooks;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;

/** Registers a hook. */
function add_hook(string $hook, int $priority, callable $function): void
{
    Hooks::add($hook, $priority, $function);
}

/**
 * Calls an action of the internal API.
 *
 * @param array<string, mixed> $postData
 * @return array<mixed>
 */
function localAPI(string $command, array $postData = [], string $adminUsername = ''): array
{
    return LocalApiClient::call($command, $postData);
}

/** Returns the path of a page, as WHMCS's templates use it for links to articles. */
function routePath(string $route, int|string ...$parameters): string
{
    return match ($route) {
        'knowledgebase-article-view' => "/index.php?rp=/knowledgebase/$parameters[0]/$parameters[1].html",
    };
}

/** Adds an entry to the activity log. */
function logActivity(string $message, int $clientId = 0): void
{
    if (LocalApiClient::$activityError !== null) {
        throw LocalApiClient::$activityError;
    }
    LocalApiClient::$activity[] = $message;
}
