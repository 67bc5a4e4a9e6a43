<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

/** The users and clients of the sandbox. User 4 belongs to no client. */
final class People
{
    private const USERS = [
        1 => ['Ada Lovelace', 'ada@example.com', 1],
        2 => ['Charles Babbage', 'charles@example.com', 1],
        3 => ['Grace Hopper', 'grace@example.net', 2],
        4 => ['Nobody&#039;s User', 'nobody@example.org', null],
    ];

    private const CLIENTS = [1 => ['Ada Lovelace', 'ada@example.com'], 2 => ['Grace Hopper', 'grace@example.net']];

    public static function user(?int $id): ?object
    {
        $user = self::USERS[$id] ?? null;
        return $user === null ? null : (object) ['id' => $id, 'fullName' => $user[0], 'email' => $user[1]];
    }

    public static function clientOf(?int $user): ?object
    {
        $id = self::USERS[$user][2] ?? null;
        if ($id === null) {
            return null;
        }
        return (object) ['id' => $id, 'fullName' => self::CLIENTS[$id][0], 'email' => self::CLIENTS[$id][1]];
    }
}
