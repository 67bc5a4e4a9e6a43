<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Suggestions\PlainText;
use WHMCS\Database\Capsule;

/** WHMCS's network issues: the most important one that is not resolved, in one line. */
final class NetworkIssues
{
    private const MAX_CHARS = 200;

    /** Priorities, the highest first. */
    private const PRIORITIES = ['critical', 'high', 'medium', 'low'];

    /** WHMCS's public page of network issues, which its templates link to. */
    private const PAGE = 'serverstatus.php';

    /**
     * Returns the incident to show above the form, or `null`. An error does not affect the form.
     *
     * @param int $now time in seconds since 1970
     * @return array{text: string, url: string|null}|null
     */
    public static function current(bool $isSignedIn, int $now): ?array
    {
        try {
            // WHMCS's times are local times, and so are those of `date()` in WHMCS.
            $time = date('Y-m-d H:i:s', $now);
            $issues = Capsule::table('tblnetworkissues')
                ->where('status', '!=', 'Resolved')
                ->get(['id', 'title', 'priority', 'status', 'startdate', 'enddate'])
                ->all();
            $issues = array_filter($issues, static fn (object $issue): bool => self::isOpen($issue, $time));
            usort($issues, static fn (object $a, object $b): int =>
                [self::rank($a), (string) $b->startdate, $b->id] <=> [self::rank($b), (string) $a->startdate, $a->id]);
            foreach ($issues as $issue) {
                $text = PlainText::line((string) $issue->title, self::MAX_CHARS);
                if ($text !== '') {
                    return self::isForClientsOnly() && !$isSignedIn
                        ? null
                        : ['text' => $text, 'url' => SiteUrl::current()->absolute(self::PAGE)];
                }
            }
        } catch (\Throwable) {
            // The form works without it.
        }
        return null;
    }

    /** Returns `true` unless the issue begins in the future, or is maintenance that has ended. */
    private static function isOpen(object $issue, string $time): bool
    {
        $status = strtolower((string) $issue->status);
        $start = (string) $issue->startdate;
        $end = (string) ($issue->enddate ?? '');
        $hasEnded = $status === 'scheduled' && $end !== '' && !str_starts_with($end, '0000') && $end < $time;
        return $status !== 'resolved' && $start <= $time && !$hasEnded;
    }

    private static function rank(object $issue): int
    {
        $rank = array_search(strtolower((string) $issue->priority), self::PRIORITIES, true);
        return $rank === false ? count(self::PRIORITIES) : $rank;
    }

    /** Returns `true` if WHMCS shows its page of network issues only to clients. */
    private static function isForClientsOnly(): bool
    {
        try {
            $response = LocalApi::read('GetConfigurationValue', ['setting' => 'NetworkIssuesRequireLogin']);
        } catch (LocalApiFailed) {
            return false;
        }
        return LocalApi::isOn($response, 'value');
    }
}
