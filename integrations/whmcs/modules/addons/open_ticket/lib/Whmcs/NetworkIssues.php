<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Suggestions\PlainText;
use OpenTicket\Whmcs\Text\WebAddress;
use WHMCS\Database\Capsule;

/**
 * WHMCS's network issues: the most important one that is not resolved and affects the visitor, in one line. As WHMCS
 * documents (class `WHMCS\Network\NetworkIssue`), an issue of the type `server` is about one server, and is highlighted
 * for the clients with a service on it; `system` and `other` are for all clients.
 */
final class NetworkIssues
{
    private const MAX_CHARS = 200;

    /** Priorities, the highest first. */
    private const PRIORITIES = ['critical', 'high', 'medium', 'low'];

    /** WHMCS's public page of network issues, which its templates link to. */
    private const PAGE = 'serverstatus.php';

    /** Statuses of services that are not on their server any more. */
    private const ENDED_SERVICES = ['terminated', 'cancelled', 'fraud'];

    /**
     * Returns the incident to show above the form, or `null`. An error does not affect the form.
     *
     * @param int|null $client signed-in client
     * @param int $now time in seconds since 1970
     * @return array{text: string, url: string|null}|null
     */
    public static function current(?int $client, int $now): ?array
    {
        try {
            // WHMCS's times are local times, and so are the results of `date()` in WHMCS.
            $time = date('Y-m-d H:i:s', $now);
            $issues = Capsule::table('tblnetworkissues')->get(self::columns())->all();
            $issues = array_filter($issues, static fn (object $issue): bool => self::isOpen($issue, $time));
            usort($issues, static fn (object $a, object $b): int =>
                [self::rank($a), (string) $b->startdate, $b->id] <=> [self::rank($b), (string) $a->startdate, $a->id]);
            $servers = null;
            foreach ($issues as $issue) {
                $text = PlainText::line((string) $issue->title, self::MAX_CHARS);
                $server = self::server($issue);
                if ($text === '' || ($server !== null && $client === null)) {
                    continue;
                }
                if ($server !== null && !in_array($server, $servers ??= self::serversOf((int) $client), true)) {
                    continue;
                }
                if ($client === null && self::isForClientsOnly()) {
                    return null;
                }
                $url = SiteUrl::current()->absolute(self::PAGE);
                return ['text' => $text, 'url' => $url !== null && WebAddress::isLink($url) ? $url : null];
            }
        } catch (\Throwable) {
            // The form works without it.
        }
        return null;
    }

    /** @return list<string> */
    private static function columns(): array
    {
        $columns = ['id', 'title', 'priority', 'status', 'startdate', 'enddate'];
        foreach (['type', 'server'] as $column) {
            if (Capsule::schema()->hasColumn('tblnetworkissues', $column)) {
                $columns[] = $column;
            }
        }
        return $columns;
    }

    /** Returns `true` unless the issue is resolved, begins in the future, or has an end that has passed. */
    private static function isOpen(object $issue, string $time): bool
    {
        $end = (string) ($issue->enddate ?? '');
        $hasEnded = $end !== '' && !str_starts_with($end, '0000') && $end < $time;
        return self::word($issue->status) !== 'resolved' && (string) $issue->startdate <= $time && !$hasEnded;
    }

    /** Returns the server that an issue is about, or `null` for an issue that affects everyone. */
    private static function server(object $issue): ?int
    {
        $server = (int) ($issue->server ?? 0);
        return self::word($issue->type ?? '') === 'server' && $server > 0 ? $server : null;
    }

    /** @return list<int> servers of the client's services. Empty, if they cannot be read. */
    private static function serversOf(int $client): array
    {
        try {
            $rows = LocalApi::readPages('GetClientsProducts', ['clientid' => $client], 'products', 'product');
        } catch (LocalApiFailed) {
            return [];
        }
        $servers = [];
        foreach ($rows as $row) {
            $owner = LocalApi::number($row, 'clientid');
            $hasEnded = in_array(self::word(LocalApi::text($row, 'status')), self::ENDED_SERVICES, true);
            if (($owner === null || $owner === $client) && !$hasEnded) {
                $servers[] = LocalApi::number($row, 'serverid') ?? 0;
            }
        }
        return $servers;
    }

    private static function word(mixed $text): string
    {
        return strtolower(trim((string) $text));
    }

    private static function rank(object $issue): int
    {
        $rank = array_search(self::word($issue->priority), self::PRIORITIES, true);
        return $rank === false ? count(self::PRIORITIES) : $rank;
    }

    /** Returns `true` if WHMCS shows its page of network issues only to clients. @throws LocalApiFailed */
    private static function isForClientsOnly(): bool
    {
        // An error response means that there is no such setting. If the call fails, the setting is unknown.
        $response = LocalApi::call('GetConfigurationValue', ['setting' => 'NetworkIssuesRequireLogin']);
        return LocalApi::isOn($response, 'value');
    }
}
