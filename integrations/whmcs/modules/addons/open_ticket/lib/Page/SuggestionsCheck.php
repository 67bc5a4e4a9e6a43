<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Suggestions\IndexState;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\Suggestions\SearchIndex;
use OpenTicket\Whmcs\Whmcs\ArticleReader;

/** Check of the index of suggestions: its articles, its age, and the last update. Times are in milliseconds since 1970. */
final class SuggestionsCheck
{
    private const NAME = 'Suggestions';

    /** Time for which an unfinished update counts as running after its start. */
    private const RUNNING = 5 * 60_000;

    /** Time after which WHMCS's cron task, which runs every five minutes, should have updated the index. */
    private const LATE = 3_600_000;

    public static function run(Settings $settings, int $now): CheckResult
    {
        if (!$settings->hasSuggestions) {
            return new CheckResult(self::NAME, CheckResult::OK, 'off');
        }
        try {
            $count = ArticleReader::count();
            $state = IndexStore::state() ?? new IndexState();
        } catch (\Throwable) {
            $remedy = 'The knowledge base cannot be read. Turn suggestions off in the settings of the add-on.';
            return new CheckResult(self::NAME, CheckResult::WARNING, 'none', $remedy);
        }
        $found = "public articles: $count; " . self::index($state, $now);
        $remedy = self::remedy($state, $count, $now);
        return new CheckResult(self::NAME, $remedy === '' ? CheckResult::OK : CheckResult::WARNING, $found, $remedy);
    }

    private static function index(IndexState $state, int $now): string
    {
        $index = match (true) {
            $state->hasIndex => "in the index: $state->articles, built " . self::age($now - $state->builtAt) . ' ago',
            default => 'no index',
        };
        if (!self::hasFailed($state, $now)) {
            return $index . ($state->checkedAt === 0 ? '' : '; last checked ' . self::age($now - $state->checkedAt) . ' ago');
        }
        return "$index; the last update failed " . self::age($now - $state->checkedAt) . ' ago';
    }

    private static function remedy(IndexState $state, int $count, int $now): string
    {
        if (self::hasFailed($state, $now)) {
            return match ($state->failure) {
                IndexUpdate::OUT_OF_MEMORY => 'The index needs more memory. Raise memory_limit to 448M, or make articles private.',
                IndexUpdate::NO_URL => 'WHMCS\'s System URL cannot be read. Check it in the general settings.',
                IndexStore::ENDED_EARLY => 'PHP ended the update. Raise memory_limit and max_execution_time, or make articles private.',
                default => "The update ended with an error ($state->failure). Check that the database can be read and written.",
            };
        }
        return match (true) {
            $state->failure === IndexUpdate::TOO_LARGE => 'The index is larger than ' . SearchIndex::MAX_BYTES
                . ' bytes, and is not used. Make articles private, or shorten their titles.',
            $count > SearchIndex::MAX_ARTICLES =>
                'Only the first ' . SearchIndex::MAX_ARTICLES . ' articles are suggested. Make the others private.',
            $count > 0 && $now - $state->checkedAt > self::LATE =>
                'WHMCS\'s cron task builds the index. Check that it runs every five minutes.',
            $count > 0 && !$state->hasIndex =>
                'No article has a URL and a visible title. Check WHMCS\'s System URL in the general settings.',
            default => '',
        };
    }

    /** Returns `true` unless the last update succeeded, or may be running. */
    private static function hasFailed(IndexState $state, int $now): bool
    {
        $isRunning = $state->failure === IndexStore::ENDED_EARLY && $now - $state->checkedAt < self::RUNNING;
        return $state->failures > 0 && !($isRunning && $state->failures === 1);
    }

    private static function age(int $milliseconds): string
    {
        $minutes = intdiv(max($milliseconds, 0), 60_000);
        [$number, $unit] = match (true) {
            $minutes < 120 => [$minutes, 'minute'],
            $minutes < 48 * 60 => [intdiv($minutes, 60), 'hour'],
            default => [intdiv($minutes, 24 * 60), 'day'],
        };
        return "$number $unit" . ($number === 1 ? '' : 's');
    }
}
