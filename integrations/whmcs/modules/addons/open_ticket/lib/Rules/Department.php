<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Rules;

/** A department, as shown in the form. */
final class Department
{
    /** @param list<CustomField> $fields custom fields, in display order */
    public function __construct(
        public readonly int $id,
        public readonly string $name,
        public readonly string $description = '',
        public readonly bool $isForClientsOnly = false,
        public readonly array $fields = [],
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
            'fields' => array_map(static fn (CustomField $field): array => $field->toJson(), $this->fields),
        ];
    }
}
