<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

/** Interval at which the index is compared with the articles of WHMCS's knowledge base, in milliseconds. */
final class UpdateInterval
{
    /** Time between two comparisons of the articles. It doubles after each consecutive failure. */
    private const CHECK_INTERVAL = 60_000;

    /** Maximum time between two attempts. */
    private const MAX_INTERVAL = 24 * 3_600_000;

    /** Returns the interval after a number of consecutive failures. */
    public static function after(int $failures): int
    {
        return min(self::CHECK_INTERVAL << min($failures, 16), self::MAX_INTERVAL);
    }
}
