<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

/** Functions that a host may disable with `disable_functions`. Without them, the add-on works with PHP's settings. */
final class PhpFunctions
{
    /** Calls a function without warnings. Returns `null` if it is disabled. */
    public static function call(string $function, mixed ...$arguments): mixed
    {
        return function_exists($function) ? @$function(...$arguments) : null;
    }
}
