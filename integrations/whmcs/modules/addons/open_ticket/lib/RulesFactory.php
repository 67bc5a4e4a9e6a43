<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Rules\Limits;
use OpenTicket\Whmcs\Rules\Rules;
use OpenTicket\Whmcs\Whmcs\ClientServices;
use OpenTicket\Whmcs\Whmcs\Departments;
use OpenTicket\Whmcs\Whmcs\LocalApi;
use OpenTicket\Whmcs\Whmcs\LocalApiFailed;
use OpenTicket\Whmcs\Whmcs\Requester;

/** Creates the rules for a requester from WHMCS's data, PHP's limits and the settings. */
final class RulesFactory implements RulesSource
{
    public function __construct(
        private readonly Settings $settings,
        private readonly PhpLimits $phpLimits,
    ) {
    }

    public function forForm(Requester $requester): Rules
    {
        $related = [];
        if ($requester->client !== null) {
            try {
                $related = ClientServices::all($requester->client);
            } catch (LocalApiFailed) {
                // A ticket can be opened without a service.
            }
        }
        return $this->rules($requester, $related);
    }

    public function forTicket(Ticket $ticket, Requester $requester): Rules
    {
        $related = [];
        if ($ticket->related !== null && $requester->client !== null) {
            try {
                $related = ClientServices::one($requester->client, $ticket->related);
            } catch (LocalApiFailed) {
                throw ApiError::unavailable();
            }
        }
        return $this->rules($requester, $related);
    }

    public function limits(): Limits
    {
        $total = $this->phpLimits->totalFileBytes();
        $megabytes = $this->settings->maxFileMegabytes;
        return new Limits(
            files: $this->settings->maxFiles,
            fileBytes: $megabytes > 0 ? min($megabytes * 1_000_000, $total) : $total,
            totalBytes: $total,
            requestBytes: $this->phpLimits->requestBytes(),
            extensions: $this->extensions(),
        );
    }

    /** Returns the extensions of the settings, or those that WHMCS allows. @return list<string> */
    public function extensions(): array
    {
        if ($this->settings->extensions !== []) {
            return $this->settings->extensions;
        }
        try {
            $response = LocalApi::read('GetConfigurationValue', ['setting' => 'TicketAllowedFileTypes']);
            $extensions = Settings::extensions(LocalApi::text($response, 'value'));
        } catch (LocalApiFailed) {
            $extensions = [];
        }
        // WHMCS's initial value. With an empty list, the form would accept files that WHMCS rejects.
        return $extensions === [] ? ['jpg', 'gif', 'jpeg', 'png'] : $extensions;
    }

    /** @param list<array{id: string, name: string, status: string}> $related */
    private function rules(Requester $requester, array $related): Rules
    {
        try {
            $departments = Departments::all($this->settings);
        } catch (\Throwable) {
            throw ApiError::unavailable();
        }
        return new Rules(
            departments: $departments,
            limits: $this->limits(),
            related: $related,
            requester: $requester->isSignedIn() ? ['name' => $requester->name, 'email' => $requester->email] : null,
            hasHardBreaks: $this->settings->hasHardBreaks,
            ticketUrl: 'viewticket.php?tid={tid}&c={c}',
            drafts: $this->settings->drafts,
        );
    }
}
