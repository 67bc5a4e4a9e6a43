<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\ApiError;

/** Idempotency keys: UUIDs, in lower case. */
final class IdempotencyKey
{
    /** @param string $error message for a text that is not a key @throws ApiError */
    public static function parse(string $text, string $error): string
    {
        return self::tryParse($text) ?? throw ApiError::malformed($error);
    }

    public static function tryParse(string $text): ?string
    {
        $isKey = preg_match('/\A[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z/', $text) === 1;
        return $isKey ? strtolower($text) : null;
    }

    public static function random(): string
    {
        $hex = bin2hex(random_bytes(16));
        return implode('-', [substr($hex, 0, 8), substr($hex, 8, 4), substr($hex, 12, 4), substr($hex, 16, 4), substr($hex, 20)]);
    }
}
