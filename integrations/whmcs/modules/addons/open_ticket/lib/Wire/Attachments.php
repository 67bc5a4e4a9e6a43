<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Attachment;
use OpenTicket\Whmcs\Text\FileName;

/**
 * The value of `attachments`: `base64(JSON([{"name": …, "data": base64(bytes)}, …]))`, decoded as in
 * `src/wire/attachments.rs`.
 */
final class Attachments
{
    /** Maximum number of files, as in the relay. */
    private const MAX_FILES = 1_000;

    /** Maximum depth of the JSON, as in the relay. */
    private const MAX_DEPTH = 32;

    /**
     * Maximum number of brackets, braces and commas. A list of 1,000 files has 4,000, and names may
     * contain more. PHP needs up to 400 bytes of memory for each: without a limit, a body of `[{"":0},…]`
     * would need fifty times its size in memory.
     */
    private const MAX_STRUCTURE = 100_000;

    /**
     * @return list<Attachment>
     * @throws ApiError
     */
    public static function decode(string $value): array
    {
        if (trim($value) === '') {
            return [];
        }
        $json = base64_decode($value, true);
        if ($json === false) {
            throw self::malformed('the list of files is not base64');
        }
        $structure = substr_count($json, '{') + substr_count($json, '[') + substr_count($json, ',');
        if ($structure > self::MAX_STRUCTURE) {
            throw self::malformed('the list of files must contain objects with a name and data');
        }
        $list = json_decode($json, false, self::MAX_DEPTH + 1);
        unset($json);
        if (json_last_error() === JSON_ERROR_DEPTH) {
            throw self::malformed('the list of files must contain objects with a name and data');
        }
        if (json_last_error() !== JSON_ERROR_NONE) {
            throw self::malformed('the list of files is not JSON');
        }
        if (!is_array($list)) {
            throw self::malformed('the list of files must contain objects with a name and data');
        }
        $files = [];
        foreach ($list as $index => $file) {
            if ($index === self::MAX_FILES) {
                throw self::malformed('the list has more than 1000 files');
            }
            $files[] = self::file($file);
            // Frees the encoded data.
            $list[$index] = null;
        }
        return $files;
    }

    /** @param list<Attachment> $files */
    public static function encode(array $files): string
    {
        $list = array_map(
            static fn (Attachment $file): array => ['name' => $file->name, 'data' => base64_encode($file->bytes)],
            $files,
        );
        return base64_encode(json_encode($list, JSON_THROW_ON_ERROR));
    }

    private static function file(mixed $file): Attachment
    {
        if (!$file instanceof \stdClass) {
            throw self::malformed('the list of files must contain objects with a name and data');
        }
        $name = $file->name ?? $file->filename ?? null;
        $data = $file->data ?? null;
        if (!is_string($name) || !is_string($data)) {
            throw self::malformed('the list of files must contain objects with a name and data');
        }
        $problem = FileName::problem($name);
        if ($problem !== null) {
            throw self::malformed($problem);
        }
        $bytes = base64_decode($data, true);
        if ($bytes === false) {
            throw self::malformed('the data of a file is not base64');
        }
        return new Attachment($name, $bytes);
    }

    private static function malformed(string $reason): ApiError
    {
        return ApiError::malformed("attachments: $reason");
    }
}
