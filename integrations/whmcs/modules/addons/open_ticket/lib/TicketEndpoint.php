<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Http\Csrf;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Store\IdempotencyStore;
use OpenTicket\Whmcs\Store\KeyReceipt;
use OpenTicket\Whmcs\Store\KeyStatus;
use OpenTicket\Whmcs\Store\RateLimits;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Whmcs\ActivityLog;
use OpenTicket\Whmcs\Whmcs\LocalApi;
use OpenTicket\Whmcs\Whmcs\LocalApiFailed;
use OpenTicket\Whmcs\Whmcs\NetworkIssues;
use OpenTicket\Whmcs\Whmcs\Requester;
use OpenTicket\Whmcs\Wire\IdempotencyKey;
use OpenTicket\Whmcs\Wire\MultipartForm;
use OpenTicket\Whmcs\Wire\BrowserAllowlist;
use OpenTicket\Whmcs\Wire\TicketDecoder;
use OpenTicket\Whmcs\Wire\UrlEncoded;

/**
 * The endpoint of the form, `index.php?m=open_ticket&action=ticket`, with the requests and responses of
 * the relay: `GET` returns the rules, `GET` with `key` the outcome of a submission, `POST` opens a ticket.
 */
final class TicketEndpoint
{
    /** `Retry-After` while the add-on's tables are unavailable, in seconds. */
    private const STORE_RETRY_AFTER = 30;

    /** Average number of requests between two purges of expired rows. */
    private const REQUESTS_PER_PURGE = 50;

    private readonly RateLimits $rateLimits;
    private readonly RulesSource $rules;
    private readonly string $address;
    private ?KeyReceipt $receipt = null;

    public function __construct(
        private readonly Request $request,
        private readonly Settings $settings,
        private readonly PhpLimits $phpLimits,
        ?RulesSource $rules = null,
        private readonly Clock $clock = new Clock(),
        private readonly int $requestsPerPurge = self::REQUESTS_PER_PURGE,
    ) {
        $this->rules = $rules ?? new RulesFactory($settings, $phpLimits);
        $this->rateLimits = new RateLimits($settings);
        $this->address = RateLimits::subject(ClientAddress::of($request, $settings->addressHeader));
    }

    public function respond(): Response
    {
        try {
            return match ($this->request->method) {
                'GET', 'HEAD' => $this->get(),
                'POST' => $this->post(),
                default => throw ApiError::methodNotAllowed(),
            };
        } catch (ApiError $error) {
            if ($error->isRefusedRequest() && $this->request->method === 'POST') {
                $this->ignoringStoreErrors(fn () => $this->rateLimits->countRefused($this->address, $this->clock->now()));
            }
            return Response::error($error);
        } catch (\Throwable $error) {
            return Response::error(self::unavailable($error));
        }
    }

    private static function unavailable(\Throwable $error): ApiError
    {
        // The message may contain values of a query.
        ActivityLog::add(get_class($error) . ' in ' . basename($error->getFile()) . ':' . $error->getLine());
        return ApiError::unavailable();
    }

    private function get(): Response
    {
        $key = $this->request->query['key'] ?? null;
        if ($key === null) {
            $requester = Requester::current();
            return Response::json($this->rules->forForm($requester)->toJson() + [
                'suggestions' => SuggestionsEndpoint::url($this->settings),
                'incident' => $this->settings->hasIncident
                    ? NetworkIssues::current($requester->client, time())
                    : null,
            ]);
        }
        // The key is the only authorization: 16 random bytes, shared only by the form and this endpoint.
        $status = IdempotencyStore::status(IdempotencyKey::parse($key, 'The key must be a UUID'), $this->clock->now());
        return match ($status->state) {
            KeyStatus::OPENED => new Response(200, '{"state":"opened","answer":' . $status->body . '}'),
            KeyStatus::UNKNOWN, KeyStatus::RECEIVED => Response::json(['state' => 'unknown']),
            default => Response::json(['state' => 'not_opened']),
        };
    }

    private function post(): Response
    {
        $header = trim($this->request->header('idempotency-key'), '"');
        // Parsed before the limit is checked: an earlier request with this key may have opened a ticket.
        $key = IdempotencyKey::tryParse($header);
        try {
            $this->rateLimits->checkRefused($this->address, $this->clock->now());
            if ($header !== '') {
                IdempotencyKey::parse($header, 'Idempotency-Key must be one UUID');
            }
            // PHP leaves out a body that is too large, and with it the token.
            $this->checkSize($this->request->contentLength());
            $requester = Requester::current();
            Csrf::check($this->request, $requester, $this->systemUrl());
            $this->receive($key);
            // PHP locks the session: a reload would wait until the ticket is open.
            session_write_close();
            return $this->open($key, $requester);
        } catch (\Throwable $error) {
            // Released first: the receipt of this request does not show the outcome of an earlier one.
            $this->receipt?->release();
            return $this->respondForKey($error instanceof ApiError ? $error : self::unavailable($error), $key);
        } finally {
            $this->receipt?->release();
        }
    }

    /** @param int $bytes size of the body */
    private function checkSize(int $bytes): void
    {
        $limit = $this->phpLimits->requestBytes();
        if ($bytes > $limit) {
            throw ApiError::tooLarge($limit);
        }
    }

    /** Records that a request with this key was received, before any slow operation. */
    private function receive(?string $key): void
    {
        if ($key === null) {
            return;
        }
        try {
            $this->receipt = KeyReceipt::record($key, $this->clock->now());
        } catch (\Throwable) {
            throw ApiError::unavailable();
        }
    }

    private function open(?string &$key, Requester $requester): Response
    {
        $ticket = $this->decode($key);
        if (!$requester->isSignedIn() && $ticket->name === null) {
            throw ApiError::refusal('Name and email address are required if not a client');
        }
        if ($requester->isSignedIn()) {
            // Only the session identifies the requester.
            [$ticket->name, $ticket->email] = [null, null];
        }
        $typed = clone $ticket;
        $ticket->files = array_map(
            static fn (Attachment $file): Attachment => $file->withName(Text\FileName::normalized($file->name)),
            $ticket->files,
        );
        $rules = $this->rules->forTicket($ticket, $requester);
        $rules->trimAnswers($ticket);
        $problems = $rules->problems($ticket);
        $refusal = $problems === [] ? null : ApiError::rule($problems[0]);
        if ($refusal !== null && !$this->isUsed($key)) {
            throw $refusal;
        }
        $encodesText = match ($this->settings->textEncoding) {
            'Encoded' => true,
            'Plain' => false,
            // Encoding is the safe choice, unless the request shows that WHMCS encodes nothing.
            default => $this->request->encodesInput ?? true,
        };
        if (random_int(1, $this->requestsPerPurge) === 1) {
            $this->ignoringStoreErrors(fn () => Tables::purge($this->clock->now()));
        }
        $service = new TicketService($this->rateLimits, $requester, $this->address, $encodesText, $this->clock);
        return $service->open($ticket, $typed, $rules, $key ?? IdempotencyKey::random(), $this->receipt, $refusal);
    }

    /** Returns `true` if an earlier request may have opened a ticket with this key. */
    private function isUsed(?string $key): bool
    {
        $state = $key === null ? KeyStatus::UNUSED : IdempotencyStore::status($key, $this->clock->now())->state;
        return in_array($state, [KeyStatus::OPENED, KeyStatus::UNKNOWN], true);
    }

    private function decode(?string &$key): Ticket
    {
        $mediaType = $this->request->mediaType();
        if ($mediaType === 'multipart/form-data') {
            $form = new MultipartForm($this->request, $this->phpLimits, $this->settings->maxFiles);
            if ($key === null) {
                $key = $form->key();
                $this->receive($key);
            }
            return $form->ticket();
        }
        if ($mediaType !== 'application/x-www-form-urlencoded') {
            throw ApiError::mediaType();
        }
        $body = $this->request->body();
        $this->checkSize(strlen($body));
        if (strlen($body) < $this->request->contentLength()) {
            // The connection was lost, and PHP passes on what it has received.
            throw ApiError::malformed('The body is incomplete');
        }
        $values = BrowserAllowlist::check(UrlEncoded::parse($body));
        unset($body);
        return TicketDecoder::decode($values);
    }

    /**
     * Returns the response to a request with an error. If an earlier request with the same key opened a
     * ticket, or may have, its outcome replaces the error (`relay/src/tickets/refused_request.rs`).
     *
     * @throws ApiError
     */
    private function respondForKey(ApiError $error, ?string $key): Response
    {
        if ($key === null || $error->scope === ApiError::SCOPE_NONE) {
            throw $error;
        }
        try {
            $status = IdempotencyStore::status($key, $this->clock->now());
        } catch (\Throwable) {
            $wait = max($error->retryAfter ?? 0, self::STORE_RETRY_AFTER);
            throw $error->scope === ApiError::SCOPE_TOKEN ? $error : ApiError::unknownEarlier($wait);
        }
        $isContent = $error->scope === ApiError::SCOPE_CONTENT;
        if ($status->state === KeyStatus::OPENED) {
            return $isContent ? throw ApiError::keyReused() : new Response(200, (string) $status->body);
        }
        if ($status->state === KeyStatus::RECEIVED && $error->scope !== ApiError::SCOPE_TOKEN) {
            // Another request with the key has not claimed it yet.
            throw ApiError::inProgress();
        }
        if ($status->state === KeyStatus::UNKNOWN && $error->scope !== ApiError::SCOPE_TOKEN) {
            throw $isContent ? ApiError::keyReused() : ApiError::unknownEarlier($error->retryAfter);
        }
        throw $error;
    }

    private function systemUrl(): string
    {
        try {
            return LocalApi::text(LocalApi::read('GetConfigurationValue', ['setting' => 'SystemURL']), 'value');
        } catch (LocalApiFailed) {
            return '';
        }
    }

    private function ignoringStoreErrors(callable $work): void
    {
        try {
            $work();
        } catch (\Throwable) {
            // The request does not depend on this write.
        }
    }
}
