<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;

/** Base class of tests that submit one ticket several times with the same idempotency key. */
abstract class KeyTestCase extends TicketTestCase
{
    protected string $subject;

    /** @var array<string, string> parameters of a ticket whose subject, message and address no other test uses */
    protected array $ticket;

    protected string $key;

    protected function setUp(): void
    {
        parent::setUp();
        $this->prepareTicket();
    }

    /** Sets the parameters and the key of a ticket that differs from all others. */
    protected function prepareTicket(): void
    {
        $this->subject = self::subject();
        $this->ticket = [
            'subject' => $this->subject, 'message' => "How does $this->subject work?",
            'email' => self::address($this->subject),
        ] + self::TICKET;
        $this->key = self::key();
    }

    /** @param array<string, string> $values parameters that differ from those of the ticket */
    protected function submit(array $values = [], ?string $key = null): Response
    {
        return $this->post($values + $this->ticket, $key ?? $this->key);
    }

    /** Opens tickets, and loses the responses. */
    protected static function loseResponses(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static function (array $parameters, callable $original): array {
            $original();
            throw new \RuntimeException('after');
        };
    }

    /** Makes searches for tickets fail. */
    protected static function failSearches(): void
    {
        LocalApiClient::$changes['GetTickets'] = static fn (): array => ['result' => 'error', 'message' => 'not allowed'];
    }
}
