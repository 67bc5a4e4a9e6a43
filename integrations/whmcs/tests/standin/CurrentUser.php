<?php

declare(strict_types=1);

namespace WHMCS\Authentication;

use OpenTicket\Whmcs\Tests\Standin\People;

/** The signed-in user and client, as WHMCS documents this class. */
final class CurrentUser
{
    public function user(): ?object
    {
        return People::user($_SESSION['standin_user'] ?? null);
    }

    public function client(): ?object
    {
        return People::clientOf($_SESSION['standin_user'] ?? null);
    }

    public function isAuthenticatedUser(): bool
    {
        return $this->user() !== null;
    }

    public function isAuthenticatedAdmin(): bool
    {
        return false;
    }
}
