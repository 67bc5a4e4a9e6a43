<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Rules\Rules;
use OpenTicket\Whmcs\Whmcs\Requester;

/** Source of the rules for the form, and for the validation of tickets. */
interface RulesSource
{
    /** Returns the rules that the form shows. @throws ApiError */
    public function forForm(Requester $requester): Rules;

    /** Returns the rules that a ticket is validated against. @throws ApiError */
    public function forTicket(Ticket $ticket, Requester $requester): Rules;
}
