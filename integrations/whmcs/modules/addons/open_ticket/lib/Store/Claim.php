<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

/** Result of a request to claim an idempotency key. */
final class Claim
{
    public const ACQUIRED = 'acquired';
    public const IN_PROGRESS = 'in_progress';
    public const OTHER_CONTENT = 'other_content';
    public const COMPLETED = 'completed';

    /** Results of earlier attempts with an acquired key. */
    public const NO_ATTEMPT = 'none';
    public const NOT_OPENED = 'not_opened';
    public const UNKNOWN = 'unknown';

    /**
     * @param string $previous result of earlier attempts, for an acquired key
     * @param int $firstClaimedAt time of the first attempt, in milliseconds since 1970
     * @param string $fence token that is required to complete the claim
     * @param string|null $body response of a completed key
     */
    public function __construct(
        public readonly string $result,
        public readonly string $key = '',
        public readonly string $intent = '',
        public readonly string $previous = self::NO_ATTEMPT,
        public readonly int $firstClaimedAt = 0,
        public readonly string $fence = '',
        public readonly ?string $body = null,
    ) {
    }
}
