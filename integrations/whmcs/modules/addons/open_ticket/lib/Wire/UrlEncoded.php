<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Text\Characters;

/**
 * `application/x-www-form-urlencoded`, decoded strictly, as in `src/wire/urlencoded.rs`.
 *
 * `$_POST` is not used: PHP drops repeated parameters, converts names, and WHMCS may convert values.
 */
final class UrlEncoded
{
    /** Maximum number of pairs: the default of PHP's `max_input_vars`. */
    private const MAX_PAIRS = 1_000;

    /**
     * Decodes the pairs of a body, in order and including repeated names.
     *
     * @return list<array{string, string}>
     * @throws ApiError
     */
    public static function parse(string $body): array
    {
        $pairs = [];
        $start = 0;
        $length = strlen($body);
        // Not `explode`: a body of ampersands would need a hundred times its size in memory.
        while ($start < $length) {
            $end = strcspn($body, '&', $start) + $start;
            if ($end > $start) {
                if (count($pairs) === self::MAX_PAIRS) {
                    throw self::malformed('the body has more than 1000 parameters');
                }
                $equals = strcspn($body, '=&', $start) + $start;
                $name = self::decode(substr($body, $start, $equals - $start));
                $value = $equals < $end ? substr($body, $equals + 1, $end - $equals - 1) : '';
                $pairs[] = [$name, self::decode($value)];
            }
            $start = $end + 1;
        }
        return $pairs;
    }

    private static function decode(string $text): string
    {
        // Escapes are counted: a pattern that matches the whole text would exhaust PCRE's stack on megabytes.
        if (substr_count($text, '%') !== preg_match_all('/%[0-9A-Fa-f]{2}/', $text)) {
            throw self::malformed('a % is not followed by two hexadecimal digits');
        }
        $decoded = urldecode($text);
        if (!Characters::isUtf8($decoded)) {
            throw self::malformed('the body is not UTF-8');
        }
        return $decoded;
    }

    private static function malformed(string $reason): ApiError
    {
        return ApiError::malformed("The body is not a URL-encoded form: $reason");
    }
}
