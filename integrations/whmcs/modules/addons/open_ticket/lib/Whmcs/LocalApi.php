<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Text\Utf8;

/** Client of WHMCS's `localAPI()`, which reads all response formats that WHMCS documents. */
final class LocalApi
{
    /** Maximum number of pages of a list. */
    private const MAX_PAGES = 10;

    private const PAGE_SIZE = 100;

    /**
     * Calls an action.
     *
     * @param array<string, mixed> $parameters
     * @return array<mixed>
     * @throws LocalApiFailed if the action throws, or returns no array
     */
    public static function call(string $action, array $parameters): array
    {
        try {
            $response = localAPI($action, $parameters);
        } catch (\Throwable $error) {
            // The message may contain the ticket.
            throw new LocalApiFailed("$action: " . get_class($error));
        }
        if (!is_array($response)) {
            throw new LocalApiFailed("$action: no array");
        }
        return $response;
    }

    /** Returns `success`, `error`, or an empty string. Some actions return `status` instead. @param array<mixed> $response */
    public static function result(array $response): string
    {
        $result = $response['result'] ?? $response['status'] ?? '';
        return is_string($result) ? strtolower($result) : '';
    }

    /**
     * Calls an action that reads.
     *
     * @param array<string, mixed> $parameters
     * @return array<mixed>
     * @throws LocalApiFailed unless it succeeds
     */
    public static function read(string $action, array $parameters): array
    {
        return self::readExisting($action, $parameters, null) ?? [];
    }

    /**
     * Calls an action that reads something which may not exist.
     *
     * @param array<string, mixed> $parameters
     * @param string|null $notFound message of the error if it does not exist
     * @return array<mixed>|null `null` if it does not exist
     * @throws LocalApiFailed unless it succeeds
     */
    public static function readExisting(string $action, array $parameters, ?string $notFound): ?array
    {
        $response = self::call($action, $parameters);
        if (self::result($response) === 'success') {
            return $response;
        }
        if ($notFound !== null && ($response['message'] ?? null) === $notFound) {
            return null;
        }
        throw new LocalApiFailed("$action: not successful");
    }

    /**
     * Reads all pages of a list.
     *
     * @param array<string, mixed> $parameters
     * @return list<array<string, mixed>> rows of the pages, of which 10 are read at most
     * @throws LocalApiFailed
     */
    public static function readPages(string $action, array $parameters, string $list, string $element): array
    {
        $rows = [];
        for ($page = 0; $page < self::MAX_PAGES; $page++) {
            $response = self::read($action, $parameters + [
                'limitstart' => count($rows),
                'limitnum' => self::PAGE_SIZE,
            ]);
            $found = self::rows($response, $list, $element);
            array_push($rows, ...$found);
            $total = $response['totalresults'] ?? null;
            if ($found === [] || (is_numeric($total) && count($rows) >= (int) $total)) {
                break;
            }
        }
        return $rows;
    }

    /**
     * Returns the rows of a list: nested, as one object, or flattened to `list[element][0][key]`.
     *
     * @param array<mixed> $response
     * @return list<array<string, mixed>>
     */
    public static function rows(array $response, string $list, string $element): array
    {
        $rows = $response[$list][$element] ?? null;
        if (is_array($rows)) {
            $rows = array_is_list($rows) ? $rows : [$rows];
            return array_values(array_filter($rows, 'is_array'));
        }
        $flattened = [];
        foreach ($response as $key => $value) {
            $pattern = '/\A' . $list . '\[' . $element . '\]\[([0-9]{1,6})\]\[([a-z_]+)\]\z/';
            if (preg_match($pattern, (string) $key, $found) === 1) {
                $flattened[(int) $found[1]][$found[2]] = $value;
            }
        }
        return array_values($flattened);
    }

    /** Returns a value as text, without HTML entities. @param array<mixed> $row */
    public static function text(array $row, string $key): string
    {
        $value = $row[$key] ?? '';
        $text = is_scalar($value) ? (string) $value : '';
        return html_entity_decode(Utf8::decoded($text), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }

    /** Returns `true` for a checked box, as WHMCS stores it. @param array<mixed> $row */
    public static function isOn(array $row, string $key): bool
    {
        return in_array(strtolower(self::text($row, $key)), ['on', '1', 'yes', 'true'], true);
    }

    /** Returns a number that is not negative, or `null`. @param array<mixed> $row */
    public static function count(array $row, string $key): ?int
    {
        $value = $row[$key] ?? null;
        $value = is_string($value) && ctype_digit(trim($value)) ? (int) trim($value) : $value;
        return is_int($value) && $value >= 0 ? $value : null;
    }

    /** Returns a positive number, or `null`. @param array<mixed> $row */
    public static function number(array $row, string $key): ?int
    {
        return self::count($row, $key) ?: null;
    }
}
