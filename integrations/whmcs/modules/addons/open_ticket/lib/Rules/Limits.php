<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Rules;

use OpenTicket\Whmcs\Attachment;
use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\FileName;

/** Limits of text, files and requests. Lengths are in Unicode code points, sizes in bytes. */
final class Limits
{
    /** @param list<string> $extensions allowed extensions, in lower case and without a dot. Empty: all */
    public function __construct(
        public readonly int $name = 250,
        public readonly int $email = 254,
        public readonly int $subject = 250,
        public readonly int $message = 65_000,
        public readonly int $answer = 10_000,
        public readonly int $files = 10,
        public readonly int $fileBytes = 4_000_000,
        public readonly int $totalBytes = 4_500_000,
        public readonly int $requestBytes = 8_388_608,
        public readonly array $extensions = [],
    ) {
    }

    /** @return array<string, mixed>|null */
    public static function lengthViolation(string $text, int $limit): ?array
    {
        // A browser sends a line break as CRLF, but counts it as one character.
        $length = Characters::length($text) - substr_count($text, "\r\n");
        return $length > $limit ? ['kind' => 'too_long', 'length' => $length, 'limit' => $limit] : null;
    }

    /**
     * @param list<Attachment> $files
     * @return list<Problem>
     */
    public function fileProblems(array $files): array
    {
        $violations = [];
        $total = 0;
        foreach ($files as $file) {
            $total += strlen($file->bytes);
            $violations[] = $this->fileViolation($file->name, strlen($file->bytes));
        }
        if (count($files) > $this->files) {
            $violations[] = ['kind' => 'too_many_files', 'count' => count($files), 'limit' => $this->files];
        }
        if ($total > $this->totalBytes) {
            $violations[] = ['kind' => 'files_too_large', 'size' => $total, 'limit' => $this->totalBytes];
        }
        return array_map(
            static fn (array $violation): Problem => new Problem('files', $violation),
            array_values(array_filter($violations)),
        );
    }

    /** @return array<string, mixed> */
    public function toJson(): array
    {
        return [
            'name' => $this->name,
            'email' => $this->email,
            'subject' => $this->subject,
            'message' => $this->message,
            'answer' => $this->answer,
            'files' => $this->files,
            'file_bytes' => $this->fileBytes,
            'total_bytes' => $this->totalBytes,
            'request_bytes' => $this->requestBytes,
            'extensions' => $this->extensions,
        ];
    }

    /** @return array<string, mixed>|null */
    private function fileViolation(string $name, int $size): ?array
    {
        $isAllowed = $this->extensions === []
            || in_array(FileName::extension($name), $this->extensions, true);
        return match (true) {
            !$isAllowed => ['kind' => 'extension_not_allowed', 'name' => $name, 'allowed' => $this->extensions],
            $size === 0 => ['kind' => 'empty_file', 'name' => $name],
            $size > $this->fileBytes =>
                ['kind' => 'file_too_large', 'name' => $name, 'size' => $size, 'limit' => $this->fileBytes],
            default => null,
        };
    }
}
