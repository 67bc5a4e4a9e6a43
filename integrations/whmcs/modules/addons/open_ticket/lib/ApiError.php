<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Rules\Problem;

/**
 * Reason why no ticket was opened, or why the outcome is unknown. Codes, statuses and messages are the same
 * as in the relay (`relay/src/api_error.rs`).
 */
final class ApiError extends \Exception
{
    /** `Retry-After` while a request with the same key is in progress, in seconds. */
    private const IN_PROGRESS_RETRY_AFTER = 2;

    /** `Retry-After` while WHMCS is unavailable, in seconds. */
    public const UNAVAILABLE_RETRY_AFTER = 30;

    /** Maximum number of characters of an unknown parameter name that a response contains. */
    private const MAX_NAME_CHARS = 64;

    /**
     * Part of a request that an error is about: the content, which would be refused at any time; the time;
     * the token; none, for errors that are returned whatever the key's outcome is, or are that outcome.
     */
    public const SCOPE_CONTENT = 'content';
    public const SCOPE_TIME = 'time';
    public const SCOPE_TOKEN = 'token';
    public const SCOPE_NONE = 'none';

    /** @param array<string, mixed> $details values in addition to `code` */
    private function __construct(
        public readonly int $status,
        public readonly ?string $apiCode,
        string $message,
        public readonly string $scope,
        public readonly ?int $retryAfter = null,
        public readonly array $details = [],
    ) {
        parent::__construct($message);
    }

    public static function origin(): self
    {
        return new self(403, 'origin', "This page's origin is not allowed to open tickets", self::SCOPE_NONE);
    }

    public static function missingKey(): self
    {
        return new self(403, 'origin', 'A script must send the header Idempotency-Key', self::SCOPE_NONE);
    }

    public static function tokenExpired(): self
    {
        return new self(401, 'token_expired', 'The token has expired', self::SCOPE_TOKEN);
    }

    public static function tokenInvalid(): self
    {
        return new self(401, 'token_invalid', 'The token is not valid', self::SCOPE_TOKEN);
    }

    public static function mediaType(): self
    {
        $message = 'The body must be application/x-www-form-urlencoded or multipart/form-data';
        return new self(415, 'malformed', $message, self::SCOPE_CONTENT);
    }

    public static function methodNotAllowed(): self
    {
        return new self(405, 'malformed', 'The method must be GET or POST', self::SCOPE_NONE);
    }

    public static function noSuggestions(): self
    {
        return new self(404, 'malformed', 'There is no index of suggestions', self::SCOPE_NONE);
    }

    public static function tooLarge(int $limit): self
    {
        $message = "The request is larger than $limit bytes";
        return new self(413, 'too_large', $message, self::SCOPE_CONTENT, null, ['limit' => $limit]);
    }

    public static function malformed(string $reason): self
    {
        return new self(400, 'malformed', $reason, self::SCOPE_CONTENT);
    }

    public static function unknownParameter(string $name): self
    {
        $message = 'Unknown parameter: ' . self::truncated($name);
        return new self(400, 'unknown_parameter', $message, self::SCOPE_CONTENT);
    }

    public static function forbiddenParameter(string $name): self
    {
        $message = 'A form may not send this parameter or value: ' . self::truncated($name);
        return new self(400, 'forbidden_parameter', $message, self::SCOPE_CONTENT);
    }

    public static function repeatedParameter(string $name): self
    {
        $message = 'The parameter was sent more than once: ' . self::truncated($name);
        return new self(400, 'repeated_parameter', $message, self::SCOPE_CONTENT);
    }

    public static function rule(Problem $problem): self
    {
        $details = ['field' => $problem->field, 'problem' => $problem->violation];
        $message = 'The ticket violates a rule of this installation';
        return new self(422, 'rule', $message, self::SCOPE_CONTENT, null, $details);
    }

    /** Refusal by WHMCS, with its message and without a code. */
    public static function refusal(string $message): self
    {
        if (Text\Characters::isBlank($message)) {
            $message = 'WHMCS refused the ticket without a reason';
        }
        return new self(200, null, $message, self::SCOPE_CONTENT);
    }

    public static function rateLimited(int $seconds): self
    {
        $message = "Too many tickets or refused requests; try again in $seconds seconds";
        return new self(429, 'rate', $message, self::SCOPE_TIME, $seconds);
    }

    public static function inProgress(): self
    {
        $message = 'A request with this idempotency key is in progress';
        return new self(409, 'in_progress', $message, self::SCOPE_NONE, self::IN_PROGRESS_RETRY_AFTER);
    }

    public static function keyReused(): self
    {
        $message = 'This idempotency key was used for another ticket';
        return new self(422, 'key_reused', $message, self::SCOPE_NONE);
    }

    public static function unavailable(): self
    {
        $message = 'WHMCS is unavailable; no ticket was opened';
        return new self(503, 'unavailable', $message, self::SCOPE_TIME, self::UNAVAILABLE_RETRY_AFTER);
    }

    /** Error for a call of WHMCS that did not confirm the ticket. */
    public static function unknown(?int $retryAfter = null): self
    {
        $message = 'WHMCS did not respond; the ticket may have been opened';
        return new self(502, 'unknown', $message, self::SCOPE_NONE, $retryAfter);
    }

    /** Error for a refused request whose key belongs to an earlier one, which may have opened a ticket. */
    public static function unknownEarlier(?int $retryAfter): self
    {
        $message = 'This request was not sent; an earlier one with its key may have opened a ticket';
        return new self(503, 'unknown', $message, self::SCOPE_NONE, $retryAfter);
    }

    /** Returns `true` if the request itself is the cause, so that the limit of refused requests counts it. */
    public function isRefusedRequest(): bool
    {
        return $this->status >= 400 && $this->status < 500 && !in_array($this->status, [404, 409, 429], true);
    }

    /** Returns the response body, in WHMCS's format. @return array<string, mixed> */
    public function body(): array
    {
        $code = $this->apiCode === null ? [] : ['code' => $this->apiCode];
        return ['result' => 'error', 'message' => $this->getMessage()] + $code + $this->details;
    }

    private static function truncated(string $name): string
    {
        return mb_substr(mb_scrub($name, 'UTF-8'), 0, self::MAX_NAME_CHARS, 'UTF-8');
    }
}
