<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** Date of a ticket: a local time without an offset, in the time zone of PHP. */
final class TicketDate
{
    /** Differences between the times that a date can mean when clocks are set back, in seconds, largest first. */
    private const REPEATED = [10_800, 7_200, 3_600, 1_800];

    /**
     * Returns the latest time that a date can mean, in seconds since 1970, or `null` if it is missing or cannot be parsed.
     * It may have no time or no seconds. The hour at the end of daylight saving time occurs twice.
     */
    public static function latestTime(string $text): ?int
    {
        $pattern = '/\A([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2})(:[0-9]{2})?)?\z/';
        if (preg_match($pattern, trim($text), $found) !== 1) {
            return null;
        }
        $date = $found[1] . ' ' . ($found[2] ?? '23:59') . ($found[3] ?? ':59');
        $time = strtotime($date);
        // `0000-00-00 00:00:00`, MySQL's date without a value, is before 1970.
        if ($time === false || $time <= 0) {
            return null;
        }
        foreach (self::REPEATED as $difference) {
            if (date('Y-m-d H:i:s', $time + $difference) === $date) {
                return $time + $difference;
            }
        }
        return $time;
    }
}
