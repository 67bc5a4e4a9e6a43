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

    /** The lease of another request has ended, but nothing proves that the request has: it may still open the ticket. */
    public const UNPROVEN = 'unproven';

    /** Results of earlier attempts with an acquired key. */
    public const NO_ATTEMPT = 'none';
    public const NOT_OPENED = 'not_opened';
    public const UNKNOWN = 'unknown';

    /**
     * @param string $previous result of earlier attempts, for an acquired key
     * @param int $firstClaimedAt time of the first attempt, in milliseconds since 1970
     * @param string $fence token that is required to complete the claim
     * @param string|null $body response of a completed key
     * @param RequestLock|null $lock lock of an acquired key, unless the host does not permit it
     * @param int|null $ticketId ticket that an earlier attempt is known to have opened, and whose response is no longer stored
     */
    public function __construct(
        public readonly string $result,
        public readonly string $key = '',
        public readonly string $intent = '',
        public readonly string $previous = self::NO_ATTEMPT,
        public readonly int $firstClaimedAt = 0,
        public readonly string $fence = '',
        public readonly ?string $body = null,
        public readonly ?RequestLock $lock = null,
        public readonly ?int $ticketId = null,
    ) {
    }

    /** Returns the claim of another request. */
    public static function unproven(object $row): self
    {
        $first = (int) $row->first_claimed_at;
        return new self(self::UNPROVEN, $row->idempotency_key, $row->intent, self::UNKNOWN, $first, $row->fence);
    }

    /** Returns the claim with another time of its first attempt. */
    public function withTime(int $firstClaimedAt): self
    {
        return new self(
            $this->result,
            $this->key,
            $this->intent,
            $this->previous,
            $firstClaimedAt,
            $this->fence,
            $this->body,
            $this->lock,
        );
    }
}
