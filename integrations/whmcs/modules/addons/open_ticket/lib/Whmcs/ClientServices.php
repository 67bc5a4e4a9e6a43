<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/**
 * Services and domains of a client. `GetClientsProducts` also returns user names, passwords and IP
 * addresses: only id, name and status are read.
 */
final class ClientServices
{
    /** @return list<array{id: string, name: string, status: string}> @throws LocalApiFailed */
    public static function all(int $client): array
    {
        $services = self::read('GetClientsProducts', ['clientid' => $client], $client);
        return [...$services, ...self::read('GetClientsDomains', ['clientid' => $client], $client)];
    }

    /**
     * Returns one service or domain, such as `S12`, if the client has it.
     *
     * @return list<array{id: string, name: string, status: string}>
     * @throws LocalApiFailed
     */
    public static function one(int $client, string $related): array
    {
        $id = (int) substr($related, 1);
        $found = $related[0] === 'S'
            ? self::read('GetClientsProducts', ['clientid' => $client, 'serviceid' => $id], $client)
            : self::read('GetClientsDomains', ['clientid' => $client, 'domainid' => $id], $client);
        return array_values(array_filter($found, static fn (array $choice): bool => $choice['id'] === $related));
    }

    /**
     * @param array<string, mixed> $parameters
     * @return list<array{id: string, name: string, status: string}>
     */
    private static function read(string $action, array $parameters, int $client): array
    {
        $isService = $action === 'GetClientsProducts';
        $rows = $isService
            ? LocalApi::readPages($action, $parameters, 'products', 'product')
            : LocalApi::readPages($action, $parameters, 'domains', 'domain');
        $choices = [];
        foreach ($rows as $row) {
            $id = LocalApi::number($row, 'id');
            $owner = LocalApi::number($row, 'clientid') ?? LocalApi::number($row, 'userid');
            if ($id === null || ($owner !== null && $owner !== $client)) {
                continue;
            }
            $domain = LocalApi::text($row, 'domain');
            $name = $isService
                ? implode(' – ', array_filter([LocalApi::text($row, 'name'), $domain], static fn ($it) => $it !== ''))
                : (LocalApi::text($row, 'domainname') ?: $domain);
            $choices[] = [
                'id' => ($isService ? 'S' : 'D') . $id,
                'name' => $name,
                'status' => LocalApi::text($row, 'status'),
            ];
        }
        return $choices;
    }
}
