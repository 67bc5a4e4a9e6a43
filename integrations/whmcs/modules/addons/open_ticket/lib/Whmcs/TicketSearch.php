<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Ticket;

/** Search for tickets whose responses were lost, as in `relay/src/whmcs/ticket_search.rs`. */
final class TicketSearch
{
    /**
     * Largest error of a ticket's date, in seconds: a hook or another host may have another time zone, at most 14 hours
     * from UTC, or another clock, and the clock may have been set back.
     */
    private const MAX_DATE_ERROR = 14 * 3_600;

    /**
     * Maximum number of messages that a search reads: only those of tickets with the same subject, of which a person rarely
     * has more than a few.
     */
    private const MAX_READS = 50;

    /** Number of messages that a search has read. */
    private int $reads = 0;

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
     * @return array{tickets: list<array{id: int, tid: string, c: string, opened_at: int}>, inconclusive_reason: string|null}
     *   `inconclusive_reason` is the reason why a ticket that was not found may exist
     * @throws LocalApiFailed
     */
    public function search(int $since, int $wanted, string $ownKey): array
    {
        $earliest = $since - self::MAX_DATE_ERROR;
        $this->reads = 0;
        $ofRequester = TicketList::read($this->filter(), $earliest);
        $candidates = $this->candidates($ofRequester->tickets, true, $earliest, $ownKey);
        $found = $this->recognize($candidates, $since);
        $reason = 'the tickets that were found belong to other requests';
        if (count($found) < $wanted) {
            // WHMCS may have assigned a guest's ticket to a client, or hide it from the filter.
            $ofDepartment = TicketList::read(['deptid' => $this->ticket->department], $earliest);
            $others = $this->candidates(array_diff_key($ofDepartment->tickets, $candidates), false, $earliest, $ownKey);
            $found += $this->recognize($others, $since);
            $reason = $ofRequester->isComplete && $ofDepartment->isComplete
                ? $this->inconclusiveReason(array_diff_key($candidates + $others, $found), $since)
                : 'the list of tickets may be incomplete';
            $reason ??= $this->canSee($ofRequester->tickets + $ofDepartment->tickets)
                ? null
                : 'GetTickets shows no ticket of the department';
        }
        uasort($found, static fn (array $a, array $b): int => [$a['opened_at'], $a['id']] <=> [$b['opened_at'], $b['id']]);
        return ['tickets' => array_values($found), 'inconclusive_reason' => $reason];
    }

    /**
     * Returns the ticket with an id, unless it is not proved to be the requester's, whatever its content is. Lists tickets
     * since `$since`, in seconds since 1970, only if `GetTicket` does not name the person.
     *
     * @return array{id: int, tid: string, c: string}|null
     * @throws LocalApiFailed
     */
    public function withId(int $id, int $since): ?array
    {
        $ticket = LocalApi::readExisting('GetTicket', ['ticketid' => $id], 'Ticket ID Not Found') ?? [];
        $isOfRequester = $ticket !== [] ? $this->namesRequester($ticket) : false;
        if ($isOfRequester === null) {
            $row = TicketList::read($this->filter(), $since)->tickets[$id]['row'] ?? null;
            $isOfRequester = $row !== null && $this->isOfRequester($row, true);
        }
        return $isOfRequester ? self::opened($id, $ticket, $row ?? []) : null;
    }

    /** @return array<string, mixed> filter of the requester's tickets */
    private function filter(): array
    {
        return $this->requester->client !== null
            ? ['clientid' => $this->requester->client]
            : ['email' => (string) $this->ticket->email];
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
     * Returns the tickets that may be the requester's and belong to no other key.
     *
     * @param array<int, array{row: array<string, mixed>, opened_at: int}> $tickets
     * @param bool $isOfRequester `true` if WHMCS has selected the requester's tickets
     * @return array<int, array{row: array<string, mixed>, opened_at: int, is_of_requester: bool}>
     */
    private function candidates(array $tickets, bool $isOfRequester, int $earliest, string $ownKey): array
    {
        $candidates = [];
        foreach ($tickets as $id => $ticket) {
            if ($ticket['opened_at'] >= $earliest && $this->mayBeOfRequester($ticket['row'], $isOfRequester)) {
                $candidates[$id] = $ticket + ['is_of_requester' => $this->isOfRequester($ticket['row'], $isOfRequester)];
            }
        }
        $claimed = IdempotencyStore::ticketsOfOtherKeys(array_keys($candidates), $ownKey);
        return array_diff_key($candidates, array_flip($claimed));
    }

    /**
     * Returns the requester's tickets, opened at `$since` or later, that have the subject and the message.
     *
     * @param array<int, array{row: array<string, mixed>, opened_at: int, is_of_requester: bool}> $candidates
     * @return array<int, array{id: int, tid: string, c: string, opened_at: int}>
     */
    private function recognize(array $candidates, int $since): array
    {
        $found = [];
        foreach ($candidates as $id => ['row' => $row, 'opened_at' => $openedAt, 'is_of_requester' => $isOfRequester]) {
            if ($openedAt < $since || !$isOfRequester || !$this->hasSubject($row)) {
                continue;
            }
            $ticket = $this->read($id);
            if (!StoredText::isSame(self::message($ticket), $this->ticket->message)) {
                continue;
            }
            $found[$id] = self::opened($id, $ticket, $row) + ['opened_at' => $openedAt];
        }
        return $found;
    }

    /** @param array<mixed> $ticket @param array<mixed> $row @return array{id: int, tid: string, c: string} */
    private static function opened(int $id, array $ticket, array $row): array
    {
        $tid = LocalApi::text($ticket, 'tid') ?: LocalApi::text($row, 'tid');
        $code = LocalApi::text($ticket, 'c') ?: LocalApi::text($row, 'c');
        if ($tid === '' || $code === '') {
            throw new LocalApiFailed('GetTicket: no tid or c');
        }
        return ['id' => $id, 'tid' => $tid, 'c' => $code];
    }

    /**
     * Returns the reason why a candidate that was not recognized may be the one of the lost response: hooks can change subject
     * and message as soon as a ticket is opened, and its date may be wrong.
     *
     * @param array<int, array{row: array<string, mixed>, opened_at: int, is_of_requester: bool}> $candidates
     */
    private function inconclusiveReason(array $candidates, int $since): ?string
    {
        // Newest first: one since the request is decisive without its message, and the messages of older ones are not read.
        krsort($candidates);
        foreach ($candidates as $id => ['row' => $row, 'opened_at' => $openedAt]) {
            $hasSubject = $this->hasSubject($row);
            if ($openedAt >= $since) {
                return "a ticket that may be the requester's has "
                    . ($hasSubject ? 'the same subject and another message' : 'another subject');
            }
            if ($hasSubject && $this->containsMessage($this->read($id))) {
                return 'a ticket with the same content seems to be older than its request';
            }
        }
        return null;
    }

    /** @return array<mixed> the ticket with its message @throws LocalApiFailed */
    private function read(int $id): array
    {
        if ($this->reads === self::MAX_READS) {
            throw new LocalApiFailed('more than ' . self::MAX_READS . " tickets may be the requester's");
        }
        $this->reads++;
        return LocalApi::read('GetTicket', ['ticketid' => $id]);
    }

    /** Returns `true` if a ticket may have the message, or contains its words. @param array<mixed> $ticket */
    private function containsMessage(array $ticket): bool
    {
        $stored = self::message($ticket);
        $sent = $this->ticket->message;
        return StoredText::mayBeSame($stored, $sent) || StoredText::contains($stored, $sent);
    }

    /**
     * Returns `true` if a ticket is the requester's: the list names the requester, or WHMCS has selected the ticket and the list
     * names nobody. The department is not compared: staff or a rule may have moved the ticket.
     *
     * @param array<string, mixed> $row
     * @param bool $isSelected `true` if WHMCS has selected the ticket as the requester's
     */
    private function isOfRequester(array $row, bool $isSelected): bool
    {
        $client = LocalApi::count($row, 'userid');
        // A ticket with an address may be a guest's.
        $namesNoOther = $this->requester->isSignedIn() ? $client === null && self::addresses($row) === [] : ($client ?? 0) === 0;
        return $this->namesRequester($row) ?? ($isSelected && $namesNoOther);
    }

    /**
     * Like `isOfRequester`, but also returns `true` if the list does not name the person, and WHMCS has selected the ticket
     * or the ticket has the subject. It may also be another person's, whose access code must not be disclosed.
     *
     * @param array<string, mixed> $row
     * @param bool $isSelected `true` if WHMCS has selected the ticket as the requester's
     */
    private function mayBeOfRequester(array $row, bool $isSelected): bool
    {
        return $this->namesRequester($row) ?? ($isSelected || $this->hasSubject($row));
    }

    /** Returns `null` if the list does not name the person. @param array<string, mixed> $row */
    private function namesRequester(array $row): ?bool
    {
        $addresses = self::addresses($row);
        if ($this->requester->client === null) {
            // WHMCS may have assigned the ticket to a client.
            return $addresses === [] ? null : in_array(strtolower((string) $this->ticket->email), $addresses, true);
        }
        // 0 for a guest's ticket, `null` if the list does not name it.
        $client = LocalApi::count($row, 'userid');
        return $client === null || ($client === 0 && $addresses === []) ? null : $client === $this->requester->client;
    }

    /**
     * Returns `true` if a ticket may have the subject: a database may have replaced its letters, or the list does not name it.
     *
     * @param array<string, mixed> $row
     */
    private function hasSubject(array $row): bool
    {
        $subject = $row['subject'] ?? null;
        return !is_scalar($subject) || StoredText::mayBeSame((string) $subject, $this->ticket->subject);
    }

    /**
     * Returns the addresses of the person who opened a listed ticket, and of the account of a client's ticket, in lower case.
     * WHMCS encodes some characters of an address, such as an apostrophe, as HTML entities.
     *
     * @param array<string, mixed> $row
     * @return list<string>
     */
    private static function addresses(array $row): array
    {
        $addresses = array_map(
            static fn (string $key): string => strtolower(Characters::trimWhiteSpace(
                html_entity_decode(LocalApi::text($row, $key), ENT_QUOTES | ENT_HTML5, 'UTF-8'),
            )),
            ['email', 'requestor_email'],
        );
        return array_values(array_filter($addresses, static fn (string $address): bool => $address !== ''));
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
