<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

/** Status of an idempotency key. */
final class KeyStatus
{
    public const UNUSED = 'unused';

    /** Received, but not claimed yet: a ticket may still be opened. */
    public const RECEIVED = 'received';

    public const NOT_OPENED = 'not_opened';
    public const UNKNOWN = 'unknown';
    public const OPENED = 'opened';
    public const REFUSED = 'refused';

    /** @param string|null $body stored response of an opened or a refused ticket */
    public function __construct(
        public readonly string $state,
        public readonly ?string $body = null,
    ) {
    }
}
