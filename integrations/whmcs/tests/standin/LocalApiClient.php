<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

use WHMCS\Database\Capsule;

/**
 * `localAPI()` of the stand-in. Sends the actions of tickets to the sandbox's `api.php` over HTTP, so that the
 * sandbox's rules apply. Responses about WHMCS itself come from the stand-in's tables.
 */
final class LocalApiClient
{
    /** URL of the sandbox's `api.php`. */
    public static string $url = '';

    /** @var (callable(string, string): (string|false))|null posts a form, for a PHP that cannot */
    public static mixed $post = null;

    /** @var list<array{string, array<string, mixed>}> calls, in order */
    public static array $calls = [];

    /** @var list<string> entries of the activity log */
    public static array $activity = [];

    /** @var array<string, callable(array<string, mixed>, callable): array<mixed>> changes of actions, for tests */
    public static array $changes = [];

    /** Error of the activity log, for tests. */
    public static ?\Throwable $activityError = null;

    public static function reset(): void
    {
        self::$activityError = null;
        self::$calls = self::$activity = self::$changes = [];
    }

    /**
     * @param array<string, mixed> $parameters
     * @return array<mixed>
     */
    public static function call(string $action, array $parameters): array
    {
        self::$calls[] = [$action, $parameters];
        $original = static fn (): array => self::respond($action, $parameters);
        $change = self::$changes[$action] ?? null;
        return $change === null ? $original() : $change($parameters, $original);
    }

    /** @return list<array<string, mixed>> parameters of the calls of an action */
    public static function callsOf(string $action): array
    {
        $calls = array_filter(self::$calls, static fn (array $call): bool => $call[0] === $action);
        return array_values(array_column($calls, 1));
    }

    /**
     * @param array<string, mixed> $parameters
     * @return array<mixed>
     */
    private static function respond(string $action, array $parameters): array
    {
        if ($action === 'OpenTicket') {
            $refusal = self::hookRefusal($parameters);
            if ($refusal !== null) {
                return ['result' => 'error', 'message' => $refusal];
            }
        }
        return match ($action) {
            'GetConfigurationValue' => self::configurationValue($parameters),
            'WhmcsDetails' => ['result' => 'success', 'whmcs' => ['version' => '8.11.0', 'canonicalversion' => '8.11.0']],
            default => self::post($action, $parameters),
        };
    }

    /** Returns the first refusal of a `TicketOpenValidation` hook. @param array<string, mixed> $parameters */
    private static function hookRefusal(array $parameters): ?string
    {
        $refusals = Hooks::run('TicketOpenValidation', [
            'clientId' => $parameters['clientid'] ?? 0,
            'name' => $parameters['name'] ?? '',
            'email' => $parameters['email'] ?? '',
            'isAdmin' => false,
            'departmentId' => $parameters['deptid'] ?? 0,
            'subject' => $parameters['subject'] ?? '',
            'message' => $parameters['message'] ?? '',
            'priority' => $parameters['priority'] ?? '',
        ]);
        return $refusals[0] ?? null;
    }

    /** @param array<string, mixed> $parameters @return array<mixed> */
    private static function configurationValue(array $parameters): array
    {
        $row = Capsule::table('tblconfiguration')->where('setting', $parameters['setting'] ?? '')->first();
        return $row === null
            ? ['result' => 'error', 'message' => 'Invalid setting']
            : ['result' => 'success', 'setting' => $row->setting, 'value' => $row->value];
    }

    /** @param array<string, mixed> $parameters @return array<mixed> */
    private static function post(string $action, array $parameters): array
    {
        $fields = ['identifier' => 'sandbox', 'secret' => 'sandbox', 'responsetype' => 'json', 'action' => $action];
        // In a request, a Boolean is text.
        $texts = array_map(static fn (mixed $it): mixed => is_bool($it) ? (string) (int) $it : $it, $parameters);
        $response = (self::$post ?? self::postWithPhp(...))(self::$url, http_build_query($fields + $texts));
        $result = $response === false ? null : json_decode($response, true);
        if (!is_array($result)) {
            throw new \RuntimeException('The action did not end');
        }
        return $result;
    }

    /** Posts a form, and returns the response or `false`. */
    private static function postWithPhp(string $url, string $form): string|false
    {
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => 'Content-Type: application/x-www-form-urlencoded',
            'content' => $form,
            'ignore_errors' => true,
            // A debug build of the sandbox takes seconds for large files, and longer while other tests run.
            'timeout' => 80,
        ]]);
        return @file_get_contents($url, false, $context);
    }
}
