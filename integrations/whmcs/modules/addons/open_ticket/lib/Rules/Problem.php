<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Rules;

/**
 * A violation of the rules at a field, in the JSON of the relay's responses
 * (`src/wire/field_problem_json.rs`).
 */
final class Problem
{
    /** @param array<string, mixed> $violation `kind`, and the values that belong to it */
    public function __construct(
        public readonly string $field,
        public readonly array $violation,
    ) {
    }

    /** Returns the problem of a custom field. @param array<string, mixed> $violation */
    public static function ofCustomField(int $id, array $violation): self
    {
        return new self("custom_field:$id", $violation);
    }
}
