<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** Tickets of a requester or of a department since a certain time, as in `relay/src/whmcs/ticket_list.rs`. */
final class TicketList
{
    private const PAGE_SIZE = 100;

    /**
     * WHMCS's default number of tickets per request. After a shorter page, there are no more tickets if `totalresults`
     * agrees: it may be the number of tickets on the page.
     */
    private const DEFAULT_PAGE_SIZE = 25;

    /** Maximum number of requests for one list. */
    private const MAX_PAGES = 10;

    /** @var array<int, array{row: array<string, mixed>, opened_at: int}> tickets by id, and when they were opened at the latest */
    public array $tickets = [];

    /** `true` if no ticket since the time is missing. */
    public bool $isComplete = false;

    /** Time of the last ticket's latest reply. `null` if it is unknown. */
    private ?int $lastReply = PHP_INT_MAX;

    /** `true` if each ticket's latest reply is known, and not later than that of the ticket before. */
    private bool $isDescending = true;

    /**
     * `true` if a ticket since the time has no readable id, or one is listed twice: tickets moved from one page to another
     * while they were read, or WHMCS repeats a page, and others may be missing.
     */
    private bool $hasUnusableId = false;

    private function __construct(private readonly int $since)
    {
    }

    /**
     * Lists the tickets since a time, in seconds since 1970, and perhaps older ones. WHMCS lists the latest replies first:
     * a department may have more tickets than can be read. If a list has another order, all of its pages are read.
     *
     * @param array<string, mixed> $filter
     * @throws LocalApiFailed
     */
    public static function read(array $filter, int $since): self
    {
        $list = new self($since);
        $count = 0;
        for ($page = 0; $page < self::MAX_PAGES; $page++) {
            $response = LocalApi::read('GetTickets', $filter + [
                'ignore_dept_assignments' => true, 'limitstart' => $count, 'limitnum' => self::PAGE_SIZE,
            ]);
            $rows = LocalApi::rows($response, 'tickets', 'ticket');
            $known = count($list->tickets);
            array_walk($rows, $list->add(...));
            $count += count($rows);
            $total = LocalApi::count($response, 'totalresults');
            $isRead = $total === null ? $rows === [] : $count >= $total && count($rows) < self::DEFAULT_PAGE_SIZE;
            if ($isRead || ($list->isDescending && $list->lastReply < $since)) {
                $list->isComplete = !$list->hasUnusableId;
                break;
            }
            // WHMCS repeats its first page if it ignores the offset.
            if (count($list->tickets) === $known) {
                break;
            }
        }
        return $list;
    }

    /** @param array<string, mixed> $row */
    private function add(array $row): void
    {
        $date = LocalApi::text($row, 'date');
        $lastReply = TicketDate::latestTime(LocalApi::text($row, 'lastreply') ?: $date);
        $this->isDescending = $this->isDescending && $lastReply !== null && $lastReply <= $this->lastReply;
        $this->lastReply = $lastReply;
        $id = LocalApi::number($row, 'id') ?? LocalApi::number($row, 'ticketid');
        $openedAt = TicketDate::latestTime($date) ?? PHP_INT_MAX;
        if ($id === null) {
            $this->hasUnusableId = $this->hasUnusableId || $openedAt >= $this->since;
            return;
        }
        $this->hasUnusableId = $this->hasUnusableId || isset($this->tickets[$id]);
        $this->tickets[$id] ??= ['row' => $row, 'opened_at' => $openedAt];
    }
}
