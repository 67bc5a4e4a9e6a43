<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\EmailAddress;
use OpenTicket\Whmcs\Text\Utf8;
use WHMCS\Authentication\CurrentUser;

/** The person who opens a ticket, identified by WHMCS's session and never by the request. */
final class Requester
{
    private function __construct(
        public readonly ?int $client,
        public readonly ?int $user,
        public readonly ?string $name,
        public readonly ?string $email,
    ) {
    }

    public static function current(): self
    {
        $currentUser = new CurrentUser();
        $client = $currentUser->client();
        if ($client === null) {
            return new self(null, null, null, null);
        }
        $user = $currentUser->user();
        $person = $user ?? $client;
        $name = Characters::trimInvisible(Characters::withoutUnsafe(self::decoded($person->fullName ?? '')));
        return new self(
            (int) $client->id,
            $user === null ? null : (int) $user->id,
            $name === '' ? null : $name,
            EmailAddress::parse(self::decoded($person->email ?? '')),
        );
    }

    public function isSignedIn(): bool
    {
        return $this->client !== null;
    }

    /** Returns a text that is the same for the same client and user. */
    public function identity(): string
    {
        return $this->client === null ? 'guest' : "client:$this->client user:" . ($this->user ?? 0);
    }

    private static function decoded(mixed $text): string
    {
        return html_entity_decode(Utf8::decoded(is_string($text) ? $text : ''), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }
}
