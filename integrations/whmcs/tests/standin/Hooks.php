<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

/** Registered hooks, which run in the order of their priorities. */
final class Hooks
{
    /** @var array<string, array<int, list<callable>>> */
    private static array $hooks = [];

    public static function add(string $hook, int $priority, callable $function): void
    {
        self::$hooks[$hook][$priority][] = $function;
    }

    public static function reset(): void
    {
        self::$hooks = [];
    }

    /**
     * @param array<string, mixed> $vars
     * @return list<mixed> the values that are not null
     */
    public static function run(string $hook, array $vars): array
    {
        $byPriority = self::$hooks[$hook] ?? [];
        ksort($byPriority);
        $results = array_map(static fn (callable $it): mixed => $it($vars), array_merge(...$byPriority ?: [[]]));
        return array_values(array_filter($results, static fn (mixed $it): bool => $it !== null));
    }
}
