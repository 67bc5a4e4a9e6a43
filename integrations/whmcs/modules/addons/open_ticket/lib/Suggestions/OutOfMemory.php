<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

/** Error for an index that would exceed PHP's memory limit. */
final class OutOfMemory extends \Exception
{
}
