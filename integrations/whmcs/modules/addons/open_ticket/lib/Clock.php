<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

/** Current Unix time, in milliseconds. Tests pass another source. */
final class Clock
{
    /**
     * @param (\Closure(): int)|null $source Default: the system's clock.
     * @param (\Closure(int): void)|null $sleep Default: the process sleeps.
     */
    public function __construct(
        private readonly ?\Closure $source = null,
        private readonly ?\Closure $sleep = null,
    ) {
    }

    public function now(): int
    {
        return $this->source === null ? (int) floor(microtime(true) * 1000) : ($this->source)();
    }

    /** Waits for a number of milliseconds. */
    public function sleep(int $milliseconds): void
    {
        $this->sleep === null ? usleep($milliseconds * 1000) : ($this->sleep)($milliseconds);
    }
}
