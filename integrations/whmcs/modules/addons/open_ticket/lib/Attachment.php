<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

/** A file attached to a ticket. */
final class Attachment
{
    public function __construct(
        public readonly string $name,
        public readonly string $bytes,
    ) {
    }

    public function withName(string $name): self
    {
        return new self($name, $this->bytes);
    }
}
