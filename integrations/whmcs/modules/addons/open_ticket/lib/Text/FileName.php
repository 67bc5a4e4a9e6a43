<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Text;

/**
 * File names: 1 to 255 bytes, without path separators, control characters and bidirectional characters
 * (OWASP File Upload Cheat Sheet), and not a reserved device name of Windows. The same rules as
 * `src/ticket/file_name.rs`.
 */
final class FileName
{
    private const MAX_BYTES = 255;

    /** Returns the reason why a text is not a file name, or `null` if it is one. */
    public static function problem(string $text): ?string
    {
        return match (true) {
            strpbrk($text, '/\\') !== false => 'a file name is a path',
            Characters::hasUnsafeInLine($text) =>
                'a file name contains control or bidirectional characters',
            trim($text, '. ') === '' => 'a file name is empty',
            strlen($text) > self::MAX_BYTES => 'a file name is longer than 255 bytes',
            self::isReserved($text) => 'a file name is a reserved device name on Windows',
            default => null,
        };
    }

    /** Converts any text to a valid name. Valid names are returned unchanged. */
    public static function sanitized(string $text): string
    {
        if (self::problem($text) === null) {
            return $text;
        }
        $parts = array_filter(
            explode('/', str_replace('\\', '/', $text)),
            static fn (string $part): bool => trim($part, '. ') !== '',
        );
        $safe = self::trimmed(Characters::withoutUnsafe((string) end($parts)));
        if (self::isReserved($safe)) {
            $safe = '_' . $safe;
        }
        $safe = self::truncated($safe);
        return self::problem($safe) === null ? $safe : 'file';
    }

    /** Converts a name to Unicode's composed form (UAX #15, NFC), if PHP's `intl` is installed. */
    public static function normalized(string $name): string
    {
        if (!class_exists(\Normalizer::class) || \Normalizer::isNormalized($name)) {
            return $name;
        }
        $normalized = \Normalizer::normalize($name);
        return $normalized === false ? $name : self::sanitized($normalized);
    }

    /** Returns the extension, with its ASCII letters in lower case, or `null`. */
    public static function extension(string $name): ?string
    {
        $dot = strrpos($name, '.');
        if ($dot === false || $dot === 0 || $dot === strlen($name) - 1) {
            return null;
        }
        return strtolower(substr($name, $dot + 1));
    }

    /** Returns `true` if the part before the first dot is a device name of Windows. */
    private static function isReserved(string $name): bool
    {
        $stem = preg_replace('/[\s\x{85}\x{a0}\p{Z}]+\z/u', '', explode('.', $name, 2)[0]);
        return preg_match('/\A(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\x{b9}\x{b2}\x{b3}])\z/iu', (string) $stem)
            === 1;
    }

    /** Truncates a name to 255 bytes. Keeps an extension of at most 15 bytes. */
    private static function truncated(string $name): string
    {
        if (strlen($name) <= self::MAX_BYTES) {
            return $name;
        }
        $dot = strrpos($name, '.');
        $extension = $dot === false ? '' : substr($name, $dot);
        if (strlen($extension) > 16) {
            $extension = '';
        }
        return mb_strcut($name, 0, self::MAX_BYTES - strlen($extension), 'UTF-8') . $extension;
    }

    private static function trimmed(string $text): string
    {
        return (string) preg_replace('/\A[\s\x{85}\x{a0}\p{Z}]+|[\s\x{85}\x{a0}\p{Z}]+\z/u', '', $text);
    }
}
