<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\Rules\Limits;
use OpenTicket\Whmcs\Rules\Rules;
use OpenTicket\Whmcs\Text\LineBreaks;
use OpenTicket\Whmcs\Ticket;
use OpenTicket\Whmcs\Whmcs\Requester;

/** Parameters of WHMCS's action `OpenTicket`. */
final class OpenTicketParameters
{
    /**
     * @param bool $encodesText `true` to encode texts as WHMCS encodes request variables. WHMCS's own templates output
     *   subjects and messages as they are stored.
     * @return array<string, mixed>
     */
    public static function encode(Ticket $ticket, Rules $rules, Requester $requester, bool $encodesText): array
    {
        $text = static fn (string $text): string => $encodesText ? htmlspecialchars($text, ENT_QUOTES, 'UTF-8') : $text;
        $parameters = [
            'deptid' => $ticket->department,
            'subject' => $text($ticket->subject),
            'message' => $text(self::message($ticket, $rules)),
            'priority' => $ticket->priority,
        ];
        if ($ticket->isMarkdown) {
            $parameters['markdown'] = true;
        }
        if ($requester->client !== null) {
            $parameters['clientid'] = $requester->client;
            if ($requester->user !== null) {
                $parameters['userid'] = $requester->user;
            }
        } else {
            $parameters['name'] = $text((string) $ticket->name);
            $parameters['email'] = $text((string) $ticket->email);
        }
        if ($ticket->related !== null) {
            $name = $ticket->related[0] === 'S' ? 'serviceid' : 'domainid';
            $parameters[$name] = (int) substr($ticket->related, 1);
        }
        if ($ticket->answers !== []) {
            $parameters['customfields'] = CustomFieldAnswers::encode(array_map($text, $ticket->answers));
        }
        if ($ticket->files !== []) {
            $parameters['attachments'] = Attachments::encode($ticket->files);
        }
        return $parameters;
    }

    private static function message(Ticket $ticket, Rules $rules): string
    {
        $message = $rules->hasHardBreaks && $ticket->isMarkdown
            ? LineBreaks::withHardBreaks($ticket->message)
            : $ticket->message;
        // A line break that is shown as a space is better than a refused ticket.
        return Limits::lengthViolation($message, $rules->limits->message) === null ? $message : $ticket->message;
    }
}
