<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Ticket;

/** Search for tickets whose responses were lost, as in `relay/src/whmcs/ticket_search.rs`. */
final class TicketSearch
{
    public function __construct(
        private readonly Ticket $ticket,
        private readonly Requester $requester,
    ) {
    }

    /** Returns a text that is the same for all tickets that the search cannot distinguish. */
    public function canonicalText(): string
    {
        $requester = $this->requester->client !== null
            ? "client {$this->requester->client}"
            : 'guest ' . mb_strtolower((string) $this->ticket->email, 'UTF-8');
        $subject = self::normalized($this->ticket->subject);
        return "$requester\n$subject\n" . self::normalized($this->ticket->message);
    }

    /**
     * Searches for tickets that were opened at `$since` or later, in seconds since 1970, oldest first.
     *
     * @param int $wanted number of tickets after which the search ends
     * @return array{tickets: list<array{id: int, tid: string, c: string, opened_at: int}>, doubt: string|null}
     *   `doubt` is the reason why a ticket that was not found may exist
     * @throws LocalApiFailed
     */
    public function search(int $since, int $wanted, string $ownKey): array
    {
        $filter = $this->requester->client !== null
            ? ['clientid' => $this->requester->client]
            : ['email' => (string) $this->ticket->email];
        $ofRequester = self::tickets($filter, $since);
        $found = $this->matches($ofRequester['rows'], $since, $ownKey);
        $doubt = 'the tickets that were found belong to other requests';
        if (count($found) < $wanted) {
            // WHMCS may have assigned a guest's ticket to a client, or hide it from the filter.
            $ofDepartment = self::tickets(['deptid' => $this->ticket->department], $since);
            $found += $this->matches($ofDepartment['rows'], $since, $ownKey);
            $isComplete = $ofRequester['is_complete'] && $ofDepartment['is_complete'];
            $doubt = match (true) {
                !$isComplete => 'the list of tickets may be incomplete',
                $this->hasAmbiguous($ofDepartment['rows'], $since) => 'a ticket may belong to the requester',
                !$this->canSee([...$ofRequester['rows'], ...$ofDepartment['rows']]) => 'GetTickets shows no ticket of the department',
                default => null,
            };
        }
        uasort($found, static fn (array $a, array $b): int => [$a['opened_at'], $a['id']] <=> [$b['opened_at'], $b['id']]);
        return ['tickets' => array_values($found), 'doubt' => $doubt];
    }

    /**
     * Returns `true` if lists contain a ticket of the department, or WHMCS counts no open ticket in it: a list without
     * its tickets may be for an administrator who is not allowed to see the department.
     *
     * @param list<array<string, mixed>> $rows
     */
    private function canSee(array $rows): bool
    {
        foreach ($rows as $row) {
            if (LocalApi::number($row, 'deptid') === $this->ticket->department) {
                return true;
            }
        }
        return Departments::isWithoutOpenTickets($this->ticket->department);
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @return array<int, array{id: int, tid: string, c: string, opened_at: int}>
     */
    private function matches(array $rows, int $since, string $ownKey): array
    {
        $candidates = [];
        foreach ($rows as $row) {
            $id = self::id($row);
            $openedAt = self::latestTime(LocalApi::text($row, 'date'));
            if ($id !== null && $openedAt >= $since && $this->isOfRequester($row) && $this->hasSubject($row)) {
                $candidates[$id] = [$row, $openedAt];
            }
        }
        foreach (IdempotencyStore::ticketsOfOtherKeys(array_keys($candidates), $ownKey) as $id) {
            unset($candidates[$id]);
        }
        $found = [];
        foreach ($candidates as $id => [$row, $openedAt]) {
            $ticket = LocalApi::read('GetTicket', ['ticketid' => $id]);
            if (!self::isSameText(self::message($ticket), $this->ticket->message)) {
                continue;
            }
            $tid = LocalApi::text($ticket, 'tid') ?: LocalApi::text($row, 'tid');
            $code = LocalApi::text($ticket, 'c') ?: LocalApi::text($row, 'c');
            if ($tid === '' || $code === '') {
                throw new LocalApiFailed('GetTicket: no tid or c');
            }
            $found[$id] = ['id' => $id, 'tid' => $tid, 'c' => $code, 'opened_at' => $openedAt];
        }
        return $found;
    }

    /** @param array<string, mixed> $row */
    private function isOfRequester(array $row): bool
    {
        $client = LocalApi::number($row, 'userid');
        if ($this->requester->client !== null) {
            return $client === null || $client === $this->requester->client;
        }
        $address = self::address($row);
        return $address === '' ? $client === null : strcasecmp($address, (string) $this->ticket->email) === 0;
    }

    /**
     * Returns `true` if a ticket may be the guest's, assigned to a client by WHMCS, or another person's,
     * whose access code must not be disclosed.
     *
     * @param list<array<string, mixed>> $rows
     */
    private function hasAmbiguous(array $rows, int $since): bool
    {
        foreach ($rows as $row) {
            $isAmbiguous = !$this->requester->isSignedIn() && LocalApi::number($row, 'userid') !== null
                && self::address($row) === '' && self::latestTime(LocalApi::text($row, 'date')) >= $since && $this->hasSubject($row);
            if ($isAmbiguous) {
                return true;
            }
        }
        return false;
    }

    /** @param array<string, mixed> $row */
    private function hasSubject(array $row): bool
    {
        return self::isSameText(LocalApi::text($row, 'subject'), $this->ticket->subject);
    }

    /** @param array<string, mixed> $row */
    private static function address(array $row): string
    {
        return trim(LocalApi::text($row, 'email') ?: LocalApi::text($row, 'requestor_email'));
    }

    /**
     * Lists the tickets since a time, in seconds since 1970, and perhaps older ones. WHMCS lists those with the latest
     * reply first (`relay/src/whmcs/ticket_list.rs`): a department may have more tickets than can be read.
     *
     * @param array<string, mixed> $filter
     * @return array{rows: list<array<string, mixed>>, is_complete: bool}
     */
    private static function tickets(array $filter, int $since): array
    {
        $parameters = $filter + ['ignore_dept_assignments' => true];
        $isOlder = static fn (array $row): bool =>
            self::latestTime(LocalApi::text($row, 'lastreply') ?: LocalApi::text($row, 'date')) < $since;
        $list = LocalApi::readPages('GetTickets', $parameters, 'tickets', 'ticket', $isOlder);
        // A ticket that is listed twice shows that WHMCS returned one page again: the list is incomplete.
        $ids = array_map(static fn (array $row): int => self::id($row) ?? 0, $list['rows']);
        $list['is_complete'] = $list['is_complete'] && count(array_unique($ids)) === count($ids);
        return $list;
    }

    /** @param array<string, mixed> $row */
    private static function id(array $row): ?int
    {
        return LocalApi::number($row, 'id') ?? LocalApi::number($row, 'ticketid');
    }

    /** Returns the message, which WHMCS lists as the reply with the id 0. @param array<mixed> $ticket */
    private static function message(array $ticket): string
    {
        foreach (LocalApi::rows($ticket, 'replies', 'reply') as $reply) {
            if (LocalApi::number($reply, 'replyid') === null) {
                return LocalApi::text($reply, 'message');
            }
        }
        // Without its message, a ticket can be neither recognized nor excluded.
        throw new LocalApiFailed('GetTicket: no message');
    }

    /**
     * Returns the latest time that a date of WHMCS can mean, in seconds since 1970. The hour at the end of daylight
     * saving time occurs twice.
     */
    private static function latestTime(string $text): int
    {
        $time = strtotime($text);
        // `0000-00-00 00:00:00`, MySQL's date without a value, is before 1970.
        if ($time === false || $time <= 0) {
            return PHP_INT_MAX;
        }
        return date('Y-m-d H:i:s', $time + 3600) === $text ? $time + 3600 : $time;
    }

    /**
     * Compares texts by their letters and digits: WHMCS encodes some characters, and a database without
     * four-byte UTF-8 omits emoji or stores question marks.
     */
    private static function isSameText(string $stored, string $sent): bool
    {
        if (self::normalized($stored) === self::normalized($sent)) {
            return true;
        }
        $questionMarks = static fn (string $text): int => substr_count($text, '?') + substr_count($text, "\u{fffd}");
        $ascii = static fn (string $text): string => (string) preg_replace('/[^A-Za-z0-9]/', '', $text);
        return $questionMarks($stored) > $questionMarks($sent) && $ascii($stored) === $ascii($sent);
    }

    private static function normalized(string $text): string
    {
        return (string) preg_replace('/[^\p{L}\p{N}]|[\x{10000}-\x{10ffff}]/u', '', $text);
    }
}
