<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

/**
 * The oldest versions that the status page accepts without an error. `open_ticket.php` also contains the
 * oldest version of PHP.
 */
final class RequiredVersions
{
    public const PHP = '8.1.0';
    public const WHMCS = '8.8.0';
}
