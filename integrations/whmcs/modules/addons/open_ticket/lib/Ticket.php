<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

/** A decoded ticket, before it is validated against the rules. */
final class Ticket
{
    /**
     * @param string|null $name guest's name, `null` for a signed-in client
     * @param string|null $email guest's address, `null` for a signed-in client
     * @param string|null $related `S` or `D` with the id of the service or domain
     * @param array<int, string> $answers answers to custom fields, by id
     * @param list<Attachment> $files
     */
    public function __construct(
        public int $department,
        public ?string $name,
        public ?string $email,
        public string $subject,
        public string $message,
        public bool $isMarkdown,
        public string $priority,
        public ?string $related,
        public array $answers,
        public array $files,
    ) {
    }
}
