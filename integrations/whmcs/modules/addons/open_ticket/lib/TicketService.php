<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Rules\Rules;
use OpenTicket\Whmcs\Store\Claim;
use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\KeyReceipt;
use OpenTicket\Whmcs\Store\RateLimits;
use OpenTicket\Whmcs\Text\Utf8;
use OpenTicket\Whmcs\Whmcs\ActivityLog;
use OpenTicket\Whmcs\Whmcs\DocumentedRefusals;
use OpenTicket\Whmcs\Whmcs\LocalApi;
use OpenTicket\Whmcs\Whmcs\LocalApiFailed;
use OpenTicket\Whmcs\Whmcs\Requester;
use OpenTicket\Whmcs\Whmcs\TicketSearch;
use OpenTicket\Whmcs\Wire\OpenTicketParameters;

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
        private readonly Clock $clock = new Clock(),
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
        $earlier = new EarlierTicket($search, $this->clock);
        $intent = hash('sha256', $search->canonicalText());
        if ($receipt?->isExpired($this->clock->now())) {
            throw ApiError::unavailable();
        }
        $claim = IdempotencyStore::claim($key, $this->fingerprint($typed), $intent, $this->clock->now());
        $receipt?->release();
        switch ($claim->result) {
            case Claim::IN_PROGRESS:
                throw ApiError::inProgress();
            case Claim::OTHER_CONTENT:
                throw ApiError::keyReused();
            case Claim::COMPLETED:
                return new Response(200, (string) $claim->body);
            case Claim::UNPROVEN:
                return $this->lookUpOnly($claim, $earlier);
        }
        $this->hold($claim);
        try {
            $parameters = OpenTicketParameters::encode($ticket, $rules, $this->requester, $this->encodesText);
            return $this->attempt($claim, $earlier, $parameters, $refusal);
        } catch (ApiError $error) {
            throw $error;
        } catch (\Throwable $error) {
            throw $this->failed($claim, $error);
        } finally {
            $claim->lock?->release();
        }
    }

    /** Holds a claim until the end of the process. */
    private function hold(Claim $claim): void
    {
        $this->held = $claim;
        $this->mayBeOpened = $claim->previous === Claim::UNKNOWN;
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
    }

    /**
     * Searches for the ticket of another request with the same key, which may still be running. Without a ticket, the
     * outcome stays unknown.
     *
     * @throws ApiError
     */
    private function lookUpOnly(Claim $claim, EarlierTicket $earlier): Response
    {
        try {
            $found = $earlier->find($claim);
        } catch (LocalApiFailed $error) {
            $this->log($error->getMessage());
            throw ApiError::unknown($error->retryAfter);
        }
        if ($found === null) {
            $this->log('an earlier request with its key may still be running');
            throw ApiError::unknown();
        }
        return $this->opened($claim, $found);
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
    private function attempt(Claim $claim, EarlierTicket $earlier, array $parameters, ?ApiError $refusal): Response
    {
        if ($claim->previous === Claim::UNKNOWN) {
            // Throws if a ticket is known to be opened and is not found, so that it is never sent again.
            $found = $this->find($claim, $earlier);
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
                $this->rateLimits->countTicket($this->address, $this->requester->client, $this->clock->now());
            } catch (ApiError $error) {
                IdempotencyStore::release($claim);
                $this->held = null;
                throw $error;
            }
        }
        if ($claim->previous === Claim::UNKNOWN) {
            $search = $claim;
            $claim = $this->held = IdempotencyStore::startSending($search, $this->clock->now());
            if ($claim === null) {
                // Another request has claimed the key after the end of this one's lease. No row names this lock.
                $search->lock?->delete();
                throw ApiError::unknown();
            }
        }
        $this->mayBeOpened = true;
        try {
            $response = LocalApi::call('OpenTicket', $parameters);
        } catch (LocalApiFailed $error) {
            $this->log($error->getMessage());
            return $this->lookUp($claim, $earlier, ApiError::unavailable());
        }
        $opened = self::openedTicket($response);
        if (LocalApi::result($response) === 'success') {
            return $opened !== null
                ? $this->opened($claim, $opened)
                : $this->lookUp($claim, $earlier, ApiError::unavailable());
        }
        $message = $response['message'] ?? '';
        $message = is_string($message) ? Utf8::decoded(trim($message)) : '';
        $refusal = ApiError::refusal($message);
        if (!DocumentedRefusals::contain($message)) {
            // The message of a hook. Only a search proves that WHMCS stored no ticket before it.
            return $this->lookUp($claim, $earlier, $refusal);
        }
        return $this->complete($claim, Response::encodeAscii($refusal->body()), null);
    }

    /** Searches for a ticket that was probably not opened. @throws ApiError */
    private function lookUp(Claim $claim, EarlierTicket $earlier, ApiError $error): Response
    {
        IdempotencyStore::startSearching($claim, $this->clock->now());
        $found = $this->find($claim, $earlier);
        if ($found !== null) {
            return $this->opened($claim, $found);
        }
        if ($error->status === 200) {
            return $this->complete($claim, Response::encodeAscii($error->body()), null);
        }
        IdempotencyStore::notOpened($claim);
        $this->held = null;
        throw $error;
    }

    /**
     * @return array{id: int, tid: string, c: string}|null
     * @throws ApiError if the outcome stays unknown
     */
    private function find(Claim $claim, EarlierTicket $earlier): ?array
    {
        try {
            $found = $earlier->find($claim);
        } catch (LocalApiFailed $error) {
            $this->log($error->getMessage());
            IdempotencyStore::unknown($claim);
            $this->held = null;
            throw ApiError::unknown($error->retryAfter);
        }
        $this->mayBeOpened = $found !== null;
        return $found;
    }

    /** @param array{id: int, tid: string, c: string} $ticket */
    private function opened(Claim $claim, array $ticket): Response
    {
        $body = ['result' => 'success', 'id' => (string) $ticket['id'], 'tid' => $ticket['tid'], 'c' => $ticket['c']];
        return $this->complete($claim, Response::encodeAscii($body), $ticket['id']);
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
}
