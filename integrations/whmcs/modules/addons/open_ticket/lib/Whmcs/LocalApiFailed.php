<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** A call of `localAPI()` that failed, or returned something undocumented. */
final class LocalApiFailed extends \Exception
{
}
