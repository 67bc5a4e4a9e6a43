<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Http;

/** A request as the browser sent it, except for `$query`: WHMCS may convert `$_POST` and `$_GET`. */
final class Request
{
    /**
     * @param array<string, string> $query
     * @param array<string, string> $headers by their names in lower case
     * @param array<string, mixed> $form values of a multipart form
     * @param array<string, mixed> $uploads `$_FILES` of a multipart form
     * @param bool|null $encodesInput `true` if WHMCS encodes HTML in request variables, `null` if the
     *   request does not show it
     */
    public function __construct(
        public readonly string $method,
        public readonly array $query = [],
        public readonly array $headers = [],
        private readonly string|\Closure $body = '',
        public readonly array $form = [],
        public readonly array $uploads = [],
        public readonly string $address = '127.0.0.1',
        public readonly ?bool $encodesInput = null,
    ) {
    }

    public static function fromGlobals(): self
    {
        $headers = [];
        foreach ($_SERVER as $name => $value) {
            if (str_starts_with($name, 'HTTP_') && is_string($value)) {
                $headers[strtolower(strtr(substr($name, 5), '_', '-'))] = html_entity_decode($value, ENT_QUOTES);
            }
        }
        foreach (['CONTENT_TYPE', 'CONTENT_LENGTH'] as $name) {
            $headers[strtolower(strtr($name, '_', '-'))] = (string) ($_SERVER[$name] ?? '');
        }
        // The endpoint's URL has `probe=%26`, which shows whether WHMCS encodes request variables.
        $probe = $_GET['probe'] ?? null;
        return new self(
            (string) ($_SERVER['REQUEST_METHOD'] ?? 'GET'),
            array_filter($_GET, 'is_string'),
            $headers,
            static fn (): string => (string) file_get_contents('php://input'),
            // The values as they were sent: WHMCS may have converted those in `$_POST`.
            filter_input_array(INPUT_POST, FILTER_UNSAFE_RAW) ?: [],
            $_FILES,
            (string) ($_SERVER['REMOTE_ADDR'] ?? ''),
            match ($probe) {
                '&' => false,
                '&amp;' => true,
                default => null,
            },
        );
    }

    public function header(string $name): string
    {
        return trim($this->headers[$name] ?? '', " \t");
    }

    public function mediaType(): string
    {
        return strtolower(trim(explode(';', $this->header('content-type'), 2)[0]));
    }

    public function contentLength(): int
    {
        return (int) $this->header('content-length');
    }

    public function body(): string
    {
        return is_string($this->body) ? $this->body : ($this->body)();
    }
}
