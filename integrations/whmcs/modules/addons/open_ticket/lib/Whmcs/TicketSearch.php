<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Ticket;

/** Search for tickets whose responses were lost, as in `relay/src/whmcs/ticket_search.rs`. */
final class TicketSearch
{
    /**
     * Largest error of a ticket's date, in seconds: a hook or another host may have another time zone, at most 14 hours
     * from UTC, or another clock, and the clock may have been set back.
     */
    private const MAX_DATE_ERROR = 14 * 3_600;

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
        $subject = StoredText::normalized($this->ticket->subject);
        return "$requester\n$subject\n" . StoredText::normalized($this->ticket->message);
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
        $earliest = $since - self::MAX_DATE_ERROR;
        $ofRequester = TicketList::read($filter, $earliest);
        $isMatch = fn (array $row): bool => $this->isOfRequester($row) && $this->hasSubject($row);
        $found = $this->matches($ofRequester->tickets, $since, $ownKey, $isMatch);
        $doubt = 'the tickets that were found belong to other requests';
        if (count($found) < $wanted) {
            // WHMCS may have assigned a guest's ticket to a client, or hide it from the filter.
            $ofDepartment = TicketList::read(['deptid' => $this->ticket->department], $earliest);
            $found += $this->matches(array_diff_key($ofDepartment->tickets, $found), $since, $ownKey, $isMatch);
            $tickets = $ofRequester->tickets + $ofDepartment->tickets;
            $isBefore = static fn (array $ticket): bool => $ticket['opened_at'] < $since;
            $isOld = fn (array $row): bool => ($this->isOfRequester($row) || $this->isAmbiguous($row)) && $this->hasSubject($row);
            $isRenamed = fn (array $row): bool => $this->isOfRequester($row) && !$this->hasSubject($row);
            $others = array_diff_key($tickets, $found);
            $doubt = match (true) {
                !$ofRequester->isComplete || !$ofDepartment->isComplete => 'the list of tickets may be incomplete',
                $this->hasAmbiguous($tickets, $since) => 'a ticket may belong to the requester',
                // A ticket with the same content is probably the same ticket, with a wrong date.
                $this->matches(array_filter($tickets, $isBefore), $earliest, $ownKey, $isOld) !== [] =>
                    'a ticket with the same content seems to be older than its request',
                // Hooks can change a subject as soon as a ticket is opened.
                $this->matches($tickets, $since, $ownKey, $isRenamed) !== [] =>
                    'a ticket of the requester has the same message and another subject',
                // Hooks can add text to a message, too, and the date may be wrong.
                $this->matches($others, $earliest, $ownKey, $isOld, StoredText::contains(...)) !== [] =>
                    'a ticket of the requester has the same subject and contains the message',
                !$this->canSee($tickets) => 'GetTickets shows no ticket of the department',
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
     * @param array<int, array{row: array<string, mixed>, opened_at: int}> $tickets
     */
    private function canSee(array $tickets): bool
    {
        foreach ($tickets as ['row' => $row]) {
            if (LocalApi::number($row, 'deptid') === $this->ticket->department) {
                return true;
            }
        }
        return Departments::isWithoutOpenTickets($this->ticket->department);
    }

    /**
     * Returns the tickets with the message that belong to no other key.
     *
     * @param array<int, array{row: array<string, mixed>, opened_at: int}> $tickets
     * @param callable(array<string, mixed>): bool $isCandidate
     * @param (callable(string, string): bool)|null $hasMessage comparison of a stored message with the sent one.
     *   Default: `StoredText::isSame`
     * @return array<int, array{id: int, tid: string, c: string, opened_at: int}>
     */
    private function matches(
        array $tickets,
        int $since,
        string $ownKey,
        callable $isCandidate,
        ?callable $hasMessage = null,
    ): array {
        $hasMessage ??= StoredText::isSame(...);
        $candidates = [];
        foreach ($tickets as $id => ['row' => $row, 'opened_at' => $openedAt]) {
            if ($openedAt >= $since && $isCandidate($row)) {
                $candidates[$id] = [$row, $openedAt];
            }
        }
        foreach (IdempotencyStore::ticketsOfOtherKeys(array_keys($candidates), $ownKey) as $id) {
            unset($candidates[$id]);
        }
        $found = [];
        foreach ($candidates as $id => [$row, $openedAt]) {
            $ticket = LocalApi::read('GetTicket', ['ticketid' => $id]);
            if (!$hasMessage(self::message($ticket), $this->ticket->message)) {
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

    /** @param array<int, array{row: array<string, mixed>, opened_at: int}> $tickets */
    private function hasAmbiguous(array $tickets, int $since): bool
    {
        foreach ($tickets as ['row' => $row, 'opened_at' => $openedAt]) {
            if ($openedAt >= $since && $this->isAmbiguous($row) && $this->hasSubject($row)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns `true` if a ticket may be the guest's, assigned to a client by WHMCS, or another person's,
     * whose access code must not be disclosed.
     *
     * @param array<string, mixed> $row
     */
    private function isAmbiguous(array $row): bool
    {
        return !$this->requester->isSignedIn() && LocalApi::number($row, 'userid') !== null && self::address($row) === '';
    }

    /** Returns `true` if a ticket has the subject, or the list does not name it. @param array<string, mixed> $row */
    private function hasSubject(array $row): bool
    {
        $subject = $row['subject'] ?? null;
        return !is_scalar($subject) || StoredText::isSame((string) $subject, $this->ticket->subject);
    }

    /** @param array<string, mixed> $row */
    private static function address(array $row): string
    {
        return trim(LocalApi::text($row, 'email') ?: LocalApi::text($row, 'requestor_email'));
    }

    /** Returns the message with HTML entities. WHMCS lists it as the reply with the id 0. @param array<mixed> $ticket */
    private static function message(array $ticket): string
    {
        foreach (LocalApi::rows($ticket, 'replies', 'reply') as $reply) {
            if (LocalApi::number($reply, 'replyid') === null) {
                $message = $reply['message'] ?? null;
                if (is_scalar($message)) {
                    return (string) $message;
                }
                break;
            }
        }
        // Without its message, a ticket can be neither recognized nor excluded.
        throw new LocalApiFailed('GetTicket: no message');
    }
}
