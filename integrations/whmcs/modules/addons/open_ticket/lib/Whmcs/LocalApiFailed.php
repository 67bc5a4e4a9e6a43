<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** A call of `localAPI()` that failed, or returned something undocumented. */
final class LocalApiFailed extends \Exception
{
    /** @param int|null $retryAfter time after which a retry may succeed, in seconds */
    public function __construct(string $message, public readonly ?int $retryAfter = null)
    {
        parent::__construct($message);
    }
}
