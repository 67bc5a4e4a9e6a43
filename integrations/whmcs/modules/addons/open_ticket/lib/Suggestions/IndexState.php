<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

/** State of the stored index and its updates. Times are in milliseconds since 1970. */
final class IndexState
{
    /**
     * @param string $source hash of the articles that the index was built from
     * @param int $articles number of articles in the index
     * @param int $checkedAt start of the last update
     * @param int $failures number of consecutive failed updates
     * @param string $failure reason of the last failure
     */
    public function __construct(
        public readonly bool $hasIndex = false,
        public readonly string $source = '',
        public readonly int $articles = 0,
        public readonly int $builtAt = 0,
        public readonly int $checkedAt = 0,
        public readonly int $failures = 0,
        public readonly string $failure = '',
    ) {
    }
}
