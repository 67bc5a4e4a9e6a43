<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Rules\Limits;
use OpenTicket\Whmcs\Rules\Rules;
use OpenTicket\Whmcs\Store\Claim;
use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\KeyReceipt;
use OpenTicket\Whmcs\Store\RateLimits;
use OpenTicket\Whmcs\Text\LineBreaks;
use OpenTicket\Whmcs\Whmcs\ActivityLog;
use OpenTicket\Whmcs\Whmcs\DocumentedRefusals;
use OpenTicket\Whmcs\Whmcs\LocalApi;
use OpenTicket\Whmcs\Whmcs\LocalApiFailed;
use OpenTicket\Whmcs\Whmcs\Requester;
use OpenTicket\Whmcs\Whmcs\TicketSearch;
use OpenTicket\Whmcs\Wire\Attachments;
use OpenTicket\Whmcs\Wire\CustomFieldAnswers;

/** Opens a ticket at most once per idempotency key. */
final class TicketService
{
    /** Claim that is held, so that a process that ends early can complete it. */
    private ?Claim $held = null;

    /** `true` while a ticket of the claim may have been opened. */
    private bool $mayBeOpened = false;

    public function __construct(
        private readonly RateLimits $rateLimits,
        private readonly Requester $requester,
        private readonly string $address,
        private readonly bool $encodesText,
    ) {
    }

    /**
     * Opens a validated ticket.
     *
     * @param Ticket $typed the ticket before the rules changed it, for its fingerprint
     * @param KeyReceipt|null $receipt receipt of the key, which the claim replaces
     * @param ApiError|null $refusal error of a ticket that must not be sent: only the ticket of an earlier
     *   request with the same key is returned
     * @throws ApiError
     */
    public function open(
        Ticket $ticket,
        Ticket $typed,
        Rules $rules,
        string $key,
        ?KeyReceipt $receipt = null,
        ?ApiError $refusal = null,
    ): Response {
        $search = new TicketSearch($ticket, $this->requester);
        $intent = hash('sha256', $search->canonicalText());
        if ($receipt?->isExpired(self::now())) {
            throw ApiError::unavailable();
        }
        $claim = IdempotencyStore::claim($key, $this->fingerprint($typed), $intent, self::now());
        $receipt?->release();
        switch ($claim->result) {
            case Claim::IN_PROGRESS:
                throw ApiError::inProgress();
            case Claim::OTHER_CONTENT:
                throw ApiError::keyReused();
            case Claim::COMPLETED:
                return new Response(200, (string) $claim->body);
        }
        $this->held = $claim;
        // After a fatal error or the time limit, WHMCS no longer runs, so a retry does not have to wait.
        PhpFunctions::call('register_shutdown_function', function (): void {
            try {
                if ($this->held !== null) {
                    IdempotencyStore::unknown($this->held);
                }
            } catch (\Throwable) {
                // The lease expires. An uncaught error would write the query, with the key, to PHP's log.
            }
        });
        // A browser that disconnects must not end the call.
        PhpFunctions::call('ignore_user_abort', true);
        $this->mayBeOpened = $claim->previous === Claim::UNKNOWN;
        try {
            return $this->attempt($claim, $search, $this->parameters($ticket, $rules), $refusal);
        } catch (ApiError $error) {
            throw $error;
        } catch (\Throwable $error) {
            throw $this->failed($claim, $error);
        }
    }

    /** Returns the error for an attempt with an unexpected fault, such as a table that cannot be written. */
    private function failed(Claim $claim, \Throwable $error): ApiError
    {
        $this->log(get_class($error));
        if ($this->mayBeOpened) {
            return ApiError::unknown();
        }
        try {
            IdempotencyStore::notOpened($claim);
            $this->held = null;
        } catch (\Throwable) {
            // At the end of the process, the key is stored as unknown.
        }
        return ApiError::unavailable();
    }

    /** @param array<string, mixed> $parameters */
    private function attempt(Claim $claim, TicketSearch $search, array $parameters, ?ApiError $refusal): Response
    {
        if ($claim->previous === Claim::UNKNOWN) {
            $found = $this->find($claim, $search);
            if ($found !== null) {
                return $this->opened($claim, $found);
            }
        }
        if ($refusal !== null) {
            IdempotencyStore::notOpened($claim);
            $this->held = null;
            throw $refusal;
        }
        if ($claim->previous === Claim::NO_ATTEMPT) {
            try {
                $this->rateLimits->countTicket($this->address, $this->requester->client, self::now());
            } catch (ApiError $error) {
                IdempotencyStore::release($claim);
                $this->held = null;
                throw $error;
            }
        }
        $this->mayBeOpened = true;
        try {
            $response = LocalApi::call('OpenTicket', $parameters);
        } catch (LocalApiFailed $error) {
            $this->log($error->getMessage());
            return $this->lookUp($claim, $search, ApiError::unavailable());
        }
        $opened = self::openedTicket($response);
        if (LocalApi::result($response) === 'success') {
            return $opened !== null
                ? $this->opened($claim, $opened)
                : $this->lookUp($claim, $search, ApiError::unavailable());
        }
        $message = $response['message'] ?? '';
        $message = is_string($message) ? mb_scrub(trim($message), 'UTF-8') : '';
        $refusal = ApiError::refusal($message);
        if (!DocumentedRefusals::contain($message)) {
            // The message is not documented, so it is from a hook: WHMCS may have stored a ticket before.
            return $this->lookUp($claim, $search, $refusal);
        }
        return $this->complete($claim, Response::encode($refusal->body()), null);
    }

    /** Searches for a ticket that was probably not opened. @throws ApiError */
    private function lookUp(Claim $claim, TicketSearch $search, ApiError $error): Response
    {
        $found = $this->find($claim, $search);
        if ($found !== null) {
            return $this->opened($claim, $found);
        }
        if ($error->status === 200) {
            return $this->complete($claim, Response::encode($error->body()), null);
        }
        IdempotencyStore::notOpened($claim);
        $this->held = null;
        throw $error;
    }

    /**
     * @return array{id: int, tid: string, c: string}|null
     * @throws ApiError if the outcome stays unknown
     */
    private function find(Claim $claim, TicketSearch $search): ?array
    {
        try {
            $found = $search->find($claim, self::now());
        } catch (LocalApiFailed $error) {
            $this->log($error->getMessage());
            IdempotencyStore::unknown($claim);
            $this->held = null;
            throw ApiError::unknown();
        }
        $this->mayBeOpened = $found !== null;
        return $found;
    }

    /** @param array{id: int, tid: string, c: string} $ticket */
    private function opened(Claim $claim, array $ticket): Response
    {
        $body = ['result' => 'success', 'id' => (string) $ticket['id'], 'tid' => $ticket['tid'], 'c' => $ticket['c']];
        return $this->complete($claim, Response::encode($body), $ticket['id']);
    }

    /** Stores and returns an outcome. It is returned even if it cannot be stored: a retry searches for the ticket. */
    private function complete(Claim $claim, string $json, ?int $ticketId): Response
    {
        try {
            IdempotencyStore::complete($claim, $json, $ticketId);
            $this->held = null;
        } catch (\Throwable $error) {
            $this->log(get_class($error));
        }
        return new Response(200, $json);
    }

    /** @param array<mixed> $response @return array{id: int, tid: string, c: string}|null */
    private static function openedTicket(array $response): ?array
    {
        $id = LocalApi::number($response, 'id');
        $tid = LocalApi::text($response, 'tid');
        $code = LocalApi::text($response, 'c');
        return $id === null || $tid === '' || $code === '' ? null : ['id' => $id, 'tid' => $tid, 'c' => $code];
    }

    /** @return array<string, mixed> */
    private function parameters(Ticket $ticket, Rules $rules): array
    {
        $message = $rules->hasHardBreaks && $ticket->isMarkdown
            ? LineBreaks::withHardBreaks($ticket->message)
            : $ticket->message;
        if (Limits::lengthViolation($message, $rules->limits->message) !== null) {
            // A line break that is shown as a space is better than a refused ticket.
            $message = $ticket->message;
        }
        $parameters = [
            'deptid' => $ticket->department,
            'subject' => $this->text($ticket->subject),
            'message' => $this->text($message),
            'priority' => $ticket->priority,
        ];
        if ($ticket->isMarkdown) {
            $parameters['markdown'] = true;
        }
        if ($this->requester->client !== null) {
            $parameters['clientid'] = $this->requester->client;
            if ($this->requester->user !== null) {
                $parameters['userid'] = $this->requester->user;
            }
        } else {
            $parameters['name'] = $this->text((string) $ticket->name);
            $parameters['email'] = $this->text((string) $ticket->email);
        }
        if ($ticket->related !== null) {
            $name = $ticket->related[0] === 'S' ? 'serviceid' : 'domainid';
            $parameters[$name] = (int) substr($ticket->related, 1);
        }
        if ($ticket->answers !== []) {
            $answers = array_map(fn (string $answer): string => $this->text($answer), $ticket->answers);
            $parameters['customfields'] = CustomFieldAnswers::encode($answers);
        }
        if ($ticket->files !== []) {
            $parameters['attachments'] = Attachments::encode($ticket->files);
        }
        return $parameters;
    }

    /**
     * Encodes a text as WHMCS encodes request variables. WHMCS's own templates output subjects and
     * messages as they are stored.
     */
    private function text(string $text): string
    {
        return $this->encodesText ? htmlspecialchars($text, ENT_QUOTES, 'UTF-8') : $text;
    }

    private function fingerprint(Ticket $ticket): string
    {
        $files = array_map(
            static fn (Attachment $file): array => [$file->name, hash('sha256', $file->bytes)],
            $ticket->files,
        );
        $guest = $this->requester->isSignedIn() ? null : [$ticket->name, $ticket->email];
        return hash('sha256', json_encode([
            $this->requester->client, $this->requester->user, $guest, $ticket->department, $ticket->subject,
            $ticket->message, $ticket->isMarkdown, $ticket->priority, $ticket->related, $ticket->answers, $files,
        ], JSON_THROW_ON_ERROR));
    }

    private function log(string $cause): void
    {
        ActivityLog::add("the outcome of a ticket is not confirmed ($cause)", $this->requester->client ?? 0);
    }

    private static function now(): int
    {
        return (int) floor(microtime(true) * 1000);
    }
}
