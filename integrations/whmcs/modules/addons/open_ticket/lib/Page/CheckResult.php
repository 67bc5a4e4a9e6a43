<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

/** Result of a check on the status page. */
final class CheckResult
{
    public const OK = 'ok';
    public const WARNING = 'warning';
    public const ERROR = 'error';

    public function __construct(
        public readonly string $name,
        public readonly string $state,
        public readonly string $found,
        public readonly string $remedy = '',
    ) {
    }
}
