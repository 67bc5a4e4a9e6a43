<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Attachment;
use OpenTicket\Whmcs\Rules\Problem;
use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\EmailAddress;
use OpenTicket\Whmcs\Text\VisibleMarkdown;
use OpenTicket\Whmcs\Ticket;

/**
 * Decodes a ticket from the values of a request. Errors are found in the order of `src/wire/decode_ticket.rs`:
 * first WHMCS's documented ones, in the order of its page, then the rest.
 */
final class TicketDecoder
{
    /** @param array<string, string> $values values by name, of allowed parameters only */
    private function __construct(private readonly array $values)
    {
    }

    /**
     * @param array<string, string> $values
     * @param array<int, string> $answers answers of a multipart form, which replace those in `customfields`
     * @param list<Attachment> $files files of a multipart form, after those in `attachments`
     * @throws ApiError
     */
    public static function decode(array $values, array $answers = [], array $files = []): Ticket
    {
        return (new self($values))->ticket($answers, $files);
    }

    /**
     * @param array<int, string> $answers
     * @param list<Attachment> $files
     */
    private function ticket(array $answers, array $files): Ticket
    {
        if (strtolower(trim($this->text('action'))) !== 'openticket') {
            throw ApiError::malformed('action must be OpenTicket');
        }
        [$name, $email] = [$this->visible('name'), $this->visible('email')];
        if (($name === null) !== ($email === null)) {
            throw ApiError::refusal('Name and email address are required if not a client');
        }
        $department = $this->id('deptid', 'Department ID not found')
            ?? throw ApiError::refusal('Department ID not found');
        $subject = $this->visible('subject') ?? throw ApiError::refusal('Subject is required');
        $message = $this->visible('message') ?? throw ApiError::refusal('Message is required');
        $service = $this->id('serviceid', 'Service ID Not Found');
        $domain = $this->id('domainid', 'Domain ID Not Found');
        if ($email !== null) {
            $email = EmailAddress::parse($email) ?? throw ApiError::refusal('Email Address Invalid');
        }
        $name = $name === null ? null : self::line($name, 'name');
        $subject = self::line($subject, 'subject');
        if ($service !== null && $domain !== null) {
            throw ApiError::malformed('only one of serviceid and domainid is allowed');
        }
        $priority = $this->priority();
        $isMarkdown = $this->boolean('markdown');
        $message = Characters::withoutControls($message);
        if ($isMarkdown ? !VisibleMarkdown::isVisible($message) : Characters::isBlank($message)) {
            throw ApiError::refusal('Message is required');
        }
        return new Ticket(
            $department,
            $name,
            $email,
            $subject,
            $message,
            $isMarkdown,
            $priority,
            $service !== null ? "S$service" : ($domain !== null ? "D$domain" : null),
            self::sorted($answers + CustomFieldAnswers::decode($this->text('customfields'))),
            [...Attachments::decode($this->text('attachments')), ...$files],
        );
    }

    /** @param array<int, string> $answers @return array<int, string> in order of the ids */
    private static function sorted(array $answers): array
    {
        ksort($answers);
        return $answers;
    }

    private function text(string $name): string
    {
        return $this->values[$name] ?? '';
    }

    /** Returns a value, or `null` if no part of it is visible. */
    private function visible(string $name): ?string
    {
        $value = $this->text($name);
        return Characters::isBlank($value) ? null : $value;
    }

    /** Returns an id, or `null` if it is absent. WHMCS reads 0 as absent. */
    private function id(string $name, string $refusal): ?int
    {
        $value = trim($this->text($name));
        if ($value === '') {
            return null;
        }
        if (!ctype_digit($value) || strlen(ltrim($value, '0')) > 10 || (int) $value > 0xffff_ffff) {
            throw ApiError::refusal($refusal);
        }
        return (int) $value === 0 ? null : (int) $value;
    }

    private function priority(): string
    {
        $value = $this->visible('priority');
        $priority = $value === null ? 'Medium' : trim($value);
        if (!in_array($priority, ['Low', 'Medium', 'High'], true)) {
            throw ApiError::malformed('priority must be Low, Medium or High');
        }
        return $priority;
    }

    private function boolean(string $name): bool
    {
        return match (strtolower(trim($this->text($name)))) {
            '1', 'true', 'on', 'yes' => true,
            '0', 'false', 'off', 'no', '' => false,
            default => throw ApiError::malformed("$name must be 1 or 0"),
        };
    }

    /** Returns a single line without the invisible characters at its ends. */
    private static function line(string $text, string $field): string
    {
        if (Characters::hasUnsafeInLine($text)) {
            throw ApiError::rule(new Problem($field, ['kind' => 'control_character']));
        }
        return Characters::trimInvisible($text);
    }
}
