<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Http;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\PhpFunctions;

/** A JSON response of the endpoint. */
final class Response
{
    /** @param array<string, string> $headers */
    public function __construct(
        public readonly int $status,
        public readonly string $body,
        public readonly array $headers = [],
    ) {
    }

    /** @param array<string, mixed> $value */
    public static function json(array $value, int $status = 200): self
    {
        return new self($status, self::encode($value));
    }

    public static function error(ApiError $error): self
    {
        $headers = $error->retryAfter === null ? [] : ['Retry-After' => (string) $error->retryAfter];
        return new self($error->status, self::encode($error->body()), $headers);
    }

    /** @param array<string, mixed> $value */
    public static function encode(array $value): string
    {
        return json_encode(
            $value,
            JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE,
        );
    }

    /**
     * Encodes a value in ASCII, for a response that is also stored: a table or a connection without four-byte UTF-8
     * changes other characters, or shortens the text.
     *
     * @param array<string, mixed> $value
     */
    public static function encodeAscii(array $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** Sends the response instead of the page that WHMCS would render. */
    public function send(): void
    {
        // PHP must not compress the body: `complete` sends its length, and an index may be compressed already.
        PhpFunctions::call('ini_set', 'zlib.output_compression', '0');
        while (ob_get_level() > 0 && @ob_end_clean()) {
            continue;
        }
        http_response_code($this->status);
        $headers = $this->headers + [
            'Content-Type' => 'application/json',
            'Cache-Control' => 'no-store',
            'X-Content-Type-Options' => 'nosniff',
        ];
        if ($headers['Cache-Control'] !== 'no-store') {
            // Removes the session's headers: a proxy would give everyone the cookie of the first visitor.
            foreach (['Set-Cookie', 'Pragma', 'Expires'] as $name) {
                header_remove($name);
            }
        }
        foreach ($headers as $name => $value) {
            header("$name: $value");
        }
        echo $this->body;
    }

    /**
     * Sends the response and, as far as PHP and the web server allow it, completes it, so that the browser does not
     * wait for the rest of the script.
     */
    public function complete(): void
    {
        // PHP locks the session, and other pages of the visitor would wait for it.
        session_write_close();
        PhpFunctions::call('ignore_user_abort', true);
        $headers = $this->status === 304 ? [] : ['Content-Length' => (string) strlen($this->body), 'Connection' => 'close'];
        (new self($this->status, $this->body, $this->headers + $headers))->send();
        foreach (['fastcgi_finish_request', 'litespeed_finish_request'] as $function) {
            if (function_exists($function)) {
                $function();
                return;
            }
        }
        flush();
    }
}
