<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** WHMCS did not return what an action is documented to return. */
final class LocalApiFailed extends \Exception
{
}
