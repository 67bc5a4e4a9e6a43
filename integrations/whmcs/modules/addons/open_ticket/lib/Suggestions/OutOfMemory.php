<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

/** The index would exceed PHP's memory limit. */
final class OutOfMemory extends \Exception
{
}
