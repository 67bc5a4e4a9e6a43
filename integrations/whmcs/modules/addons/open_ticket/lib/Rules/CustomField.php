<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Rules;

use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\WebAddress;

/** A custom field of a department, and the validation of its answer (`src/rules/validate.rs`). */
final class CustomField
{
    public const TEXT = 'text';
    public const LINK = 'link';
    public const PASSWORD = 'password';
    public const DROP_DOWN = 'dropdown';
    public const TICK_BOX = 'tickbox';
    public const TEXT_AREA = 'textarea';
    public const KINDS = [
        self::TEXT, self::LINK, self::PASSWORD, self::DROP_DOWN, self::TICK_BOX, self::TEXT_AREA,
    ];

    /**
     * @param list<string> $options options of a drop-down
     * @param Pattern|null $pattern regular expression that an answer must match
     * @param array{field: int, equals: string}|null $shownWhen condition under which the field is visible
     */
    public function __construct(
        public readonly int $id,
        public readonly string $name,
        public readonly string $kind,
        public readonly bool $isRequired = false,
        public readonly ?Pattern $pattern = null,
        public readonly string $patternHelp = '',
        public readonly array $options = [],
        public readonly string $default = '',
        public readonly string $help = '',
        public readonly ?array $shownWhen = null,
    ) {
    }

    /** Returns the answer to send. A single-line answer is trimmed. */
    public function trimmed(string $answer): string
    {
        $isLine = in_array($this->kind, [self::TEXT, self::LINK, self::PASSWORD], true);
        return $isLine ? Characters::trimInvisible($answer) : $answer;
    }

    /** @param array<int, string> $answers */
    public function isVisible(array $answers): bool
    {
        return $this->shownWhen === null
            || ($answers[$this->shownWhen['field']] ?? '') === $this->shownWhen['equals'];
    }

    /**
     * Validates an answer, except for its length.
     *
     * @return array<string, mixed>|null the violation
     */
    public function violation(string $answer): ?array
    {
        if (Characters::isBlank($answer)) {
            return $this->isRequired ? ['kind' => 'missing'] : null;
        }
        $violation = match ($this->kind) {
            self::DROP_DOWN => in_array($answer, $this->options, true) ? null : 'not_offered',
            self::TICK_BOX => $answer === 'on' ? null : 'not_offered',
            self::LINK => !Characters::hasUnsafeInLine($answer) && WebAddress::isValid($answer) ? null : 'invalid_url',
            self::TEXT, self::PASSWORD => Characters::hasUnsafeInLine($answer) ? 'control_character' : null,
            default => null,
        };
        if ($violation !== null) {
            return ['kind' => $violation];
        }
        if ($this->pattern !== null && !$this->pattern->matches($answer)) {
            return ['kind' => 'pattern_mismatch', 'help' => $this->patternHelp];
        }
        return null;
    }

    /** @return array<string, mixed> */
    public function toJson(): array
    {
        return [
            'id' => $this->id,
            'name' => $this->name,
            'kind' => $this->kind,
            'required' => $this->isRequired,
            'pattern' => $this->pattern?->source,
            'pattern_help' => $this->patternHelp,
            'options' => $this->options,
            'default' => $this->default,
            'help' => $this->help,
            'shown_when' => $this->shownWhen,
        ];
    }
}
