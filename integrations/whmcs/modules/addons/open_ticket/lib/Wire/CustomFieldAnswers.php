<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Text\Characters;

/**
 * The value of `customfields`: `base64(serialize(array(id => answer)))`.
 *
 * PHP's `unserialize` is never called with a request's bytes: it would create objects. This parser reads
 * integers and strings only, as `src/wire/php_serialize.rs` does.
 */
final class CustomFieldAnswers
{
    /** Maximum number of answers, as in the relay. */
    private const MAX_ANSWERS = 1_000;

    private int $position = 0;

    private function __construct(private readonly string $bytes)
    {
    }

    /** @return array<int, string> the answers by the ids of their fields, in order of the ids */
    public static function decode(string $value): array
    {
        if (trim($value) === '') {
            return [];
        }
        $bytes = base64_decode($value, true);
        if ($bytes === false) {
            throw self::malformed('the value is not base64');
        }
        $answers = (new self($bytes))->parse();
        ksort($answers);
        return $answers;
    }

    /** @param array<int, string> $answers */
    public static function encode(array $answers): string
    {
        return base64_encode(serialize($answers));
    }

    /** @return array<int, string> */
    private function parse(): array
    {
        if (!str_starts_with($this->bytes, 'a:')) {
            throw self::malformed('the value is not a serialized array');
        }
        $this->position = 2;
        $count = $this->integerUntil(':');
        if ($count < 0) {
            throw self::malformed('an integer is out of range or not in PHP\'s format');
        }
        $this->expect('{');
        $answers = [];
        for ($index = 0; $index < $count; $index++) {
            $key = $this->value();
            $answer = $this->value();
            if ($index === self::MAX_ANSWERS) {
                throw self::malformed('the array has more than 1000 answers');
            }
            $id = is_int($key) ? $key : filter_var($key, FILTER_VALIDATE_INT);
            // A key that is not in PHP's integer format, such as `042`, is a string.
            if ($id === false || (string) $id !== (string) $key || $id < 1 || $id > 0xffff_ffff) {
                throw self::malformed('a key is not the id of a custom field');
            }
            $answers[$id] = (string) $answer;
        }
        $this->expect('}');
        if ($this->position !== strlen($this->bytes)) {
            throw self::malformed('there are bytes after the array');
        }
        return $answers;
    }

    private function value(): int|string
    {
        $type = substr($this->bytes, $this->position, 2);
        if ($type !== 'i:' && $type !== 's:') {
            $isOther = preg_match('/\A[A-Za-z]/', $type) === 1;
            throw self::malformed($isOther
                ? 'the array contains a value that is neither an integer nor a string'
                : 'the array is incomplete or its count is wrong');
        }
        $this->position += 2;
        if ($type === 'i:') {
            return $this->integerUntil(';');
        }
        $length = $this->integerUntil(':');
        $this->expect('"');
        $text = $length < 0 ? '' : substr($this->bytes, $this->position, $length);
        $this->position += strlen($text);
        if ($length !== strlen($text) || substr($this->bytes, $this->position, 2) !== '";') {
            throw self::malformed('a string does not have the stated length');
        }
        $this->position += 2;
        if (!Characters::isUtf8($text)) {
            throw self::malformed('a string is not UTF-8');
        }
        return $text;
    }

    private function integerUntil(string $end): int
    {
        $length = strcspn($this->bytes, $end, $this->position);
        if ($this->position + $length >= strlen($this->bytes)) {
            throw self::malformed('the array is incomplete or its count is wrong');
        }
        // Never longer than 20 characters.
        $digits = substr($this->bytes, $this->position, min($length, 21));
        $number = filter_var($digits, FILTER_VALIDATE_INT);
        if ($number === false || (string) $number !== $digits) {
            throw self::malformed('an integer is out of range or not in PHP\'s format');
        }
        $this->position += $length + 1;
        return $number;
    }

    private function expect(string $text): void
    {
        if (substr($this->bytes, $this->position, strlen($text)) !== $text) {
            throw self::malformed('the array is incomplete or its count is wrong');
        }
        $this->position += strlen($text);
    }

    private static function malformed(string $reason): ApiError
    {
        return ApiError::malformed("customfields: $reason");
    }
}
