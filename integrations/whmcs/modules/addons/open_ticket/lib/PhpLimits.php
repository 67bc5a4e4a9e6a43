<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

/** Limits of PHP that a ticket depends on. Sizes are in bytes. */
final class PhpLimits
{
    /** Memory that WHMCS itself takes, in bytes. */
    private const BASE_MEMORY = 48 << 20;

    /** Memory that a request takes, as a multiple of its body: body, value, JSON, files, and the call. */
    private const MEMORY_FACTOR = 5;

    public function __construct(
        public readonly int $postMaxSize,
        public readonly int $memoryLimit,
        public readonly int $uploadMaxFilesize,
        public readonly int $maxFileUploads,
        public readonly int $maxInputVars = 1_000,
    ) {
    }

    public static function current(): self
    {
        return new self(
            self::bytes((string) ini_get('post_max_size')),
            self::bytes((string) ini_get('memory_limit')),
            self::bytes((string) ini_get('upload_max_filesize')),
            (int) ini_get('max_file_uploads'),
            (int) ini_get('max_input_vars'),
        );
    }

    /** Maximum size of a request. 0 and -1 mean no limit in PHP. */
    public function requestBytes(): int
    {
        $limits = [64 << 20];
        if ($this->postMaxSize > 0) {
            $limits[] = $this->postMaxSize;
        }
        if ($this->memoryLimit > 0) {
            $available = intdiv($this->memoryLimit - self::BASE_MEMORY, self::MEMORY_FACTOR);
            $limits[] = max($available, 1 << 20);
        }
        return min($limits);
    }

    /** Maximum size of all files: encoding enlarges them by 16/9, and a long message needs space, too. */
    public function totalFileBytes(): int
    {
        $available = max($this->requestBytes() - 250_000, 0);
        // In steps of 0.1 MB, as the form shows it.
        return intdiv(intdiv($available, 16) * 9, 100_000) * 100_000;
    }

    /** Parses a size in PHP's notation: `8M`. */
    public static function bytes(string $text): int
    {
        $text = strtolower(trim($text));
        $number = (int) $text;
        return match (substr($text, -1)) {
            'g' => $number << 30,
            'm' => $number << 20,
            'k' => $number << 10,
            default => $number,
        };
    }
}
