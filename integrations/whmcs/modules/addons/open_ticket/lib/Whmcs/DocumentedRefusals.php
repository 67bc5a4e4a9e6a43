<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** WHMCS's documented refusals of `OpenTicket`: with one of them, no ticket was stored. */
final class DocumentedRefusals
{
    private const MESSAGES = [
        'Client ID Not Found',
        'The system cannot find the provided user ID.',
        'Contact ID Not Found',
        'Name and email address are required if not a client',
        'Department ID not found',
        'Subject is required',
        'Message is required',
        'Service ID Not Found',
        'Domain ID Not Found',
        'Email Address Invalid',
        'Invalid Date Format',
        'Ticket creation date cannot be in the future',
        'Unable to generate ticket number',
    ];

    public static function contain(string $message): bool
    {
        return in_array($message, self::MESSAGES, true);
    }
}
