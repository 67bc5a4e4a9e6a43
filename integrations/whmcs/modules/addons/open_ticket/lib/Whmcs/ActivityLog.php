<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** WHMCS's activity log, for administrators. Entries contain no values of a request. */
final class ActivityLog
{
    public static function add(string $message, int $client = 0): void
    {
        try {
            if (function_exists('logActivity')) {
                logActivity("Open Ticket: $message", $client);
            }
        } catch (\Throwable) {
            // The log is in the database, which may be the cause of the entry.
        }
    }
}
