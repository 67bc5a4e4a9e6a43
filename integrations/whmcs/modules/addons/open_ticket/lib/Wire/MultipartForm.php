<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Attachment;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Rules\Problem;
use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\FileName;
use OpenTicket\Whmcs\Ticket;

/**
 * `multipart/form-data`, which PHP has parsed: the parameters of a ticket, `customfield[ID]`, `attachments[]` files,
 * `idempotency_key` and `token`. Other names are refused, as in `relay/src/body/multipart_form.rs`.
 *
 * PHP leaves out what exceeds its limits, without an error. A form that may lack a part is refused.
 */
final class MultipartForm
{
    private const KEY = 'idempotency_key';
    private const TOKEN = 'token';
    private const ANSWERS = 'customfield';
    private const FILES = 'attachments';

    /** @param int $maxFiles maximum number of files of a ticket */
    public function __construct(
        private readonly Request $request,
        private readonly PhpLimits $limits,
        private readonly int $maxFiles,
    ) {
    }

    /** Returns the idempotency key, or `null` if the form has none. @throws ApiError */
    public function key(): ?string
    {
        $key = $this->request->form[self::KEY] ?? null;
        return is_string($key) && $key !== '' ? IdempotencyKey::parse($key, 'idempotency_key must be a UUID') : null;
    }

    /** @throws ApiError */
    public function ticket(): Ticket
    {
        $form = $this->request->form;
        if ($form === [] && $this->request->uploads === []) {
            throw ApiError::malformed('The body is not multipart/form-data');
        }
        $count = 0;
        array_walk_recursive($form, static function () use (&$count): void {
            $count++;
        });
        if ($this->limits->maxInputVars > 0 && $count >= $this->limits->maxInputVars) {
            throw ApiError::malformed('The form has too many fields');
        }
        $pairs = $answers = [];
        foreach ($form as $name => $value) {
            if ($name === self::ANSWERS && is_array($value)) {
                $answers = self::answers($value);
            } elseif ($name !== self::FILES || $value !== ['']) {
                // Some clients send an empty file input as a text.
                $pairs[] = [(string) $name, self::text((string) $name, $value)];
            }
        }
        $files = $this->files();
        $isOwn = static fn (array $pair): bool => $pair[0] !== self::KEY && $pair[0] !== self::TOKEN;
        $values = BrowserAllowlist::check(array_values(array_filter($pairs, $isOwn))) + ['action' => 'OpenTicket'];
        return TicketDecoder::decode($values, $answers, $files);
    }

    private static function text(string $name, mixed $value): string
    {
        if (!is_string($value)) {
            throw ApiError::unknownParameter("{$name}[]");
        }
        if (!Characters::isUtf8($value)) {
            throw ApiError::malformed('A field is not valid UTF-8');
        }
        return $value;
    }

    /**
     * @param array<mixed> $values
     * @return array<int, string> answers that are not empty, by the ids of their fields
     */
    private static function answers(array $values): array
    {
        $answers = [];
        foreach ($values as $id => $value) {
            if (!is_int($id) || $id < 1 || $id > 0xffff_ffff) {
                throw ApiError::unknownParameter(self::ANSWERS . "[$id]");
            }
            $answers[$id] = self::text(self::ANSWERS . "[$id]", $value);
        }
        return array_filter($answers, static fn (string $answer): bool => $answer !== '');
    }

    /**
     * Returns the files. A form without scripts cannot rename a file, so unsafe names are converted.
     *
     * @return list<Attachment>
     */
    private function files(): array
    {
        $files = [];
        foreach ($this->request->uploads as $field => $upload) {
            if ($field !== self::FILES || !is_array($upload['error'] ?? null)) {
                throw ApiError::unknownParameter((string) $field);
            }
            foreach ($upload['error'] as $index => $error) {
                if (!is_int($index) || !is_int($error)) {
                    throw ApiError::unknownParameter(self::FILES . "[$index]");
                }
                if ($error !== UPLOAD_ERR_NO_FILE) {
                    $files[] = $this->file((string) $upload['name'][$index], (string) $upload['tmp_name'][$index], $error);
                }
            }
        }
        $count = count($files);
        if ($count > 0 && $count >= $this->limits->maxFileUploads) {
            // PHP leaves out further files.
            $limit = min($this->maxFiles, $this->limits->maxFileUploads - 1);
            throw ApiError::rule(new Problem('files', ['kind' => 'too_many_files', 'count' => $count, 'limit' => $limit]));
        }
        return $files;
    }

    private function file(string $name, string $path, int $error): Attachment
    {
        $bytes = match ($error) {
            UPLOAD_ERR_OK => @file_get_contents($path),
            UPLOAD_ERR_INI_SIZE, UPLOAD_ERR_FORM_SIZE => throw ApiError::tooLarge($this->limits->uploadMaxFilesize),
            UPLOAD_ERR_PARTIAL => throw ApiError::malformed('The body is incomplete'),
            // PHP's folder for temporary files is missing or full.
            default => false,
        };
        if ($bytes === false) {
            throw ApiError::unavailable();
        }
        return new Attachment(FileName::sanitized(mb_scrub($name, 'UTF-8')), $bytes);
    }
}
