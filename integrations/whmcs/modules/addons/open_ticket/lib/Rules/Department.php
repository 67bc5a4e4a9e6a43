<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Rules;

use OpenTicket\Whmcs\Text\Characters;

/** A department, as shown in the form. */
final class Department
{
    /**
     * @param list<CustomField> $fields custom fields, in display order
     * @param string $messageTemplate text that the form puts into an empty message
     */
    public function __construct(
        public readonly int $id,
        public readonly string $name,
        public readonly string $description = '',
        public readonly bool $isForClientsOnly = false,
        public readonly array $fields = [],
        public readonly string $replyWithin = '',
        public readonly string $officeHours = '',
        public readonly string $messageTemplate = '',
    ) {
    }

    /** @return array<string, mixed> */
    public function toJson(): array
    {
        return [
            'id' => $this->id,
            'name' => $this->name,
            'description' => $this->description,
            'clients_only' => $this->isForClientsOnly,
            'reply_within' => $this->replyWithin,
            'office_hours' => $this->officeHours,
            'message_template' => $this->messageTemplate,
            'fields' => array_map(static fn (CustomField $field): array => $field->toJson(), $this->fields),
        ];
    }

    /** Returns `true` if a message is blank, or the unchanged template (`src/rules/message_template.rs`). */
    public function isBlankMessage(string $message): bool
    {
        $message = Characters::trimWhiteSpace($message);
        // A browser without scripts sends line breaks as CRLF.
        return $message === ''
            || str_replace("\r\n", "\n", $message) === Characters::trimWhiteSpace($this->messageTemplate);
    }
}
