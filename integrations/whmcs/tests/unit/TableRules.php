<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Rules\CustomField;
use OpenTicket\Whmcs\Rules\Department;
use OpenTicket\Whmcs\Rules\Limits;
use OpenTicket\Whmcs\Rules\Pattern;
use OpenTicket\Whmcs\Rules\Rules;
use OpenTicket\Whmcs\RulesSource;
use OpenTicket\Whmcs\Ticket;
use OpenTicket\Whmcs\Whmcs\ClientServices;
use OpenTicket\Whmcs\Whmcs\Requester;

/** The rules in the table of cases: the rules of the relay that sent the responses. */
final class TableRules implements RulesSource
{
    /** @param array<string, mixed> $rules */
    public function __construct(private readonly array $rules)
    {
    }

    public function forForm(Requester $requester): Rules
    {
        return $this->rules([]);
    }

    public function forTicket(Ticket $ticket, Requester $requester): Rules
    {
        $hasChoice = $ticket->related !== null && $requester->client !== null;
        return $this->rules($hasChoice ? ClientServices::one($requester->client, $ticket->related) : []);
    }

    /** @param list<array{id: string, name: string, status: string}> $related */
    private function rules(array $related): Rules
    {
        $limits = $this->rules['limits'];
        return new Rules(
            departments: array_map(self::department(...), $this->rules['departments']),
            limits: new Limits(
                $limits['name'],
                $limits['email'],
                $limits['subject'],
                $limits['message'],
                $limits['answer'],
                $limits['files'],
                $limits['file_bytes'],
                $limits['total_bytes'],
                $limits['request_bytes'],
                $limits['extensions'],
            ),
            related: $related,
            priorities: $this->rules['priorities'],
            defaultPriority: $this->rules['default_priority'],
            ticketUrl: $this->rules['ticket_url'],
            drafts: $this->rules['drafts'],
        );
    }

    /** @param array<string, mixed> $department */
    private static function department(array $department): Department
    {
        return new Department(
            $department['id'],
            $department['name'],
            $department['description'],
            $department['clients_only'],
            array_map(static fn (array $field): CustomField => new CustomField(
                $field['id'],
                $field['name'],
                $field['kind'],
                $field['required'],
                Pattern::parse($field['pattern'] ?? ''),
                $field['pattern_help'],
                $field['options'],
                $field['default'],
                $field['help'],
                $field['shown_when'],
            ), $department['fields']),
            $department['reply_within'],
            $department['office_hours'],
            $department['message_template'],
        );
    }
}
