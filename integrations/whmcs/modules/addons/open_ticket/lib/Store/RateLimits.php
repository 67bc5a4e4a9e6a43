<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\ClientAddress;
use OpenTicket\Whmcs\Settings;
use WHMCS\Database\Capsule;

/**
 * Rate limits: sliding windows, counted in sixtieths (`relay/src/state/sliding_window.rs`).
 *
 * An event is counted first and removed again if it exceeds a limit, so that concurrent requests cannot
 * exceed it together.
 */
final class RateLimits
{
    private const HOUR = 3_600_000;
    private const DAY = 24 * self::HOUR;
    private const SLOTS = 60;

    public function __construct(private readonly Settings $settings)
    {
    }

    /** Checks the limits of tickets without counting. @throws ApiError */
    public function checkTickets(string $address, ?int $client, int $now): void
    {
        foreach ($this->ofTickets($address, $client) as [$name, $max, $window]) {
            self::check($name, $max, $window, $now);
        }
    }

    /** Counts a ticket, unless it exceeds a limit. @throws ApiError if it does */
    public function countTicket(string $address, ?int $client, int $now): void
    {
        $counted = [];
        try {
            foreach ($this->ofTickets($address, $client) as [$name, $max, $window]) {
                self::add($name, $window, $now, 1);
                $counted[] = [$name, $window];
                self::check($name, $max + 1, $window, $now);
            }
        } catch (ApiError $error) {
            foreach ($counted as [$name, $window]) {
                self::add($name, $window, $now, -1);
            }
            throw $error;
        }
    }

    /** Checks the limit of refused requests. @throws ApiError */
    public function checkRefused(string $address, int $now): void
    {
        if ($this->settings->refusedPerHour > 0) {
            self::check("refused:$address:hour", $this->settings->refusedPerHour, self::HOUR, $now);
        }
    }

    public function countRefused(string $address, int $now): void
    {
        if ($this->settings->refusedPerHour > 0) {
            self::add("refused:$address:hour", self::HOUR, $now, 1);
        }
    }

    /**
     * Returns the subject of an address: the address itself, or the /64 network of an IPv6 subscriber, as in
     * `relay/src/access/subscriber_network.rs`. A server with IPv6 only sees IPv4 clients as addresses of
     * `64:ff9b::/96` (RFC 6052).
     */
    public static function subject(string $address): string
    {
        $address = ClientAddress::canonical($address) ?? $address;
        $bytes = @inet_pton($address);
        if ($bytes === false || strlen($bytes) !== 16) {
            return substr($address, 0, 45);
        }
        if (str_starts_with($bytes, "\0\x64\xff\x9b" . str_repeat("\0", 8))) {
            return inet_ntop(substr($bytes, 12));
        }
        return inet_ntop(substr($bytes, 0, 8) . str_repeat("\0", 8)) . '/64';
    }

    /** @return list<array{string, int, int}> name, maximum and window of each limit */
    private function ofTickets(string $address, ?int $client): array
    {
        $limits = [];
        foreach (["address:$address", $client === null ? null : "client:$client"] as $subject) {
            if ($subject !== null) {
                $limits[] = ["$subject:hour", $this->settings->perHour, self::HOUR];
                $limits[] = ["$subject:day", $this->settings->perDay, self::DAY];
            }
        }
        $limits[] = ['all:day', $this->settings->totalPerDay, self::DAY];
        return array_values(array_filter($limits, static fn (array $limit): bool => $limit[1] > 0));
    }

    /** @throws ApiError if the window has `$max` events or more */
    private static function check(string $name, int $max, int $window, int $now): void
    {
        $slots = Capsule::table(Tables::RATES)
            ->where('name', $name)
            ->where('leaves_at', '>', $now)
            ->orderBy('leaves_at')
            ->get()
            ->all();
        $count = array_sum(array_map(static fn (object $slot): int => (int) $slot->count, $slots));
        $wait = 0;
        foreach ($slots as $slot) {
            if ($count < $max) {
                break;
            }
            $count -= (int) $slot->count;
            // The clock may have been ahead when a slot was counted, so the wait is limited to the length of
            // the window.
            $wait = min((int) $slot->leaves_at - $now, $window);
        }
        if ($wait > 0) {
            throw ApiError::rateLimited((int) ceil($wait / 1000));
        }
    }

    private static function add(string $name, int $window, int $now, int $count): void
    {
        $slot = intdiv($window + self::SLOTS - 1, self::SLOTS);
        $row = ['name' => $name, 'leaves_at' => (intdiv($now, $slot) + 1) * $slot + $window];
        $increment = static fn (): int => Deadlock::retry(
            static fn () => Capsule::table(Tables::RATES)->where($row)->increment('count', $count),
        );
        if ($increment() > 0) {
            return;
        }
        try {
            Deadlock::retry(static fn () => Capsule::table(Tables::RATES)->insert($row + ['count' => $count]));
        } catch (\Throwable $error) {
            // A concurrent request has inserted the slot. Any other error is thrown again: a ticket is always counted.
            if ($increment() === 0) {
                throw $error;
            }
        }
    }
}
