<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

use OpenTicket\Whmcs\PhpFunctions;

/**
 * Regular expressions on long texts. PHP's functions return `null` or `false` if PCRE exceeds a limit, which a
 * cast would turn into an empty text: these functions try again with higher limits, and then throw.
 */
final class Regex
{
    /** `pcre.backtrack_limit` of the second attempt. */
    private const BACKTRACK_LIMIT = '100000000';

    /** @throws \RuntimeException */
    public static function replace(string $pattern, string $replacement, string $text): string
    {
        return self::attempt($pattern, static fn (string $it): ?string => @preg_replace($it, $replacement, $text));
    }

    /** @param callable(array<int, string>): string $replacement @throws \RuntimeException */
    public static function replaceWith(string $pattern, callable $replacement, string $text): string
    {
        $replace = static fn (string $it): ?string => @preg_replace_callback($it, $replacement, $text);
        return self::attempt($pattern, $replace);
    }

    /** @return list<array<int, string>> groups of each match @throws \RuntimeException */
    public static function matches(string $pattern, string $text): array
    {
        return self::attempt($pattern, static function (string $it) use ($text): ?array {
            return @preg_match_all($it, $text, $found, PREG_SET_ORDER) === false ? null : $found;
        });
    }

    /** @return list<string> parts of a text, and the matches of the pattern's group between them @throws \RuntimeException */
    public static function split(string $pattern, string $text): array
    {
        return self::attempt($pattern, static fn (string $it): ?array => @preg_split($it, $text, -1, PREG_SPLIT_DELIM_CAPTURE) ?: null);
    }

    /**
     * @template T
     * @param callable(string): ?T $work
     * @return T
     */
    private static function attempt(string $pattern, callable $work): mixed
    {
        $result = $work($pattern);
        if ($result !== null) {
            return $result;
        }
        // The stack of the JIT compiler is small, and cannot be enlarged from PHP.
        $limit = PhpFunctions::call('ini_set', 'pcre.backtrack_limit', self::BACKTRACK_LIMIT);
        $result = $work($pattern[0] . '(*NO_JIT)' . substr($pattern, 1));
        if (is_string($limit)) {
            PhpFunctions::call('ini_set', 'pcre.backtrack_limit', $limit);
        }
        return $result ?? throw new \RuntimeException('PCRE: ' . preg_last_error_msg());
    }
}
