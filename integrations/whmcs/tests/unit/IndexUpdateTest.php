<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Page\SuggestionsCheck;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\SuggestionsEndpoint;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** Updates of the index of the knowledge base, and their failures. */
final class IndexUpdateTest extends TicketTestCase
{
    private const MINUTE = 60_000;

    private static function addArticle(string $title): void
    {
        Database::addArticles([['title' => $title, 'text' => "<p>How to $title</p>"]]);
    }

    /** @return list<string> titles in the index */
    private function titles(): array
    {
        $endpoint = new SuggestionsEndpoint(new Request('GET'), Settings::fromArray($this->settings));
        return array_column(self::json($endpoint->respond())['articles'], 0);
    }

    public function testAFailedUpdateIsRetriedLessAndLessOftenAndTheLastIndexIsKeptForAnHour(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        self::addArticle('Second');
        Capsule::schema()->rename('tblknowledgebaselinks', 'away');
        $attempts = $kept = [];
        for ($minute = 2; $minute < 200; $minute++) {
            $calls = (int) Capsule::table(Tables::SUGGESTIONS)->value('checked_at');
            IndexUpdate::update($minute * self::MINUTE);
            if ((int) Capsule::table(Tables::SUGGESTIONS)->value('checked_at') !== $calls) {
                $attempts[] = $minute;
                $kept[] = IndexStore::hash() !== null;
            }
        }
        self::assertSame([2, 4, 8, 16, 32, 64, 128], $attempts);
        self::assertSame([true, true, true, true, true, false, false], $kept, 'for 62 minutes');
        $state = IndexStore::state();
        self::assertSame([7, 'Illuminate\\Database\\QueryException'], [$state?->failures, $state?->failure]);
        Capsule::schema()->rename('away', 'tblknowledgebaselinks');
        IndexUpdate::update(300 * self::MINUTE);
        self::assertSame(['First', 'Second'], $this->titles());
        self::assertSame([0, ''], [IndexStore::state()?->failures, IndexStore::state()?->failure]);
    }

    public function testAnUpdateThatPhpEndsCountsAsFailed(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        // The process ends here.
        self::assertNotNull(IndexStore::start(2 * self::MINUTE));
        self::assertSame([1, IndexStore::ENDED_EARLY], [IndexStore::state()?->failures, IndexStore::state()?->failure]);
        self::assertNull(IndexStore::start(4 * self::MINUTE - 1), 'not after a minute');
        IndexUpdate::update(4 * self::MINUTE);
        self::assertSame([0, ''], [IndexStore::state()?->failures, IndexStore::state()?->failure]);
    }

    public function testOnlyOneOfSeveralUpdatesAtTheSameTimeRuns(): void
    {
        self::assertNotNull(IndexStore::start(self::MINUTE));
        self::assertNull(IndexStore::start(self::MINUTE));
        self::assertNotNull(IndexStore::start(3 * self::MINUTE));
        IndexStore::replace(self::MINUTE, 'late', '{}', 1);
        self::assertNull(IndexStore::hash(), 'a later update has its own result');
    }

    public function testAnIndexThatExceedsTheMemoryLimitFailsTheUpdateAndDoesNotEndTheProcess(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE, memory_get_usage() + 4_000);
        self::assertSame([1, IndexUpdate::OUT_OF_MEMORY], [IndexStore::state()?->failures, IndexStore::state()?->failure]);
        self::assertNull(IndexStore::hash());
        IndexUpdate::update(3 * self::MINUTE, memory_get_usage() + (64 << 20));
        self::assertSame(['First'], $this->titles());
    }

    public function testAnIndexThatTheFormWouldIgnoreIsNotStoredAndIsBuiltAgainAfterAChange(): void
    {
        // Titles and URLs of 1,000 bytes.
        Database::addArticles(array_map(
            static fn (int $number): array => ['title' => str_repeat(dechex($number) . 'abc', 40), 'text' => 'x'],
            range(0x10000, 0x10000 + 1_999),
        ));
        Capsule::table('tblconfiguration')->where('setting', 'SystemURL')
            ->update(['value' => 'https://example.com/' . str_repeat('x', 300)]);
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        self::assertNull(IndexStore::hash());
        self::assertSame([0, IndexUpdate::TOO_LARGE], [IndexStore::state()?->failures, IndexStore::state()?->failure]);
        IndexUpdate::update(2 * self::MINUTE);
        self::assertSame(IndexUpdate::TOO_LARGE, IndexStore::state()?->failure, 'unchanged');
        Capsule::table('tblknowledgebase')->where('title', '!=', 'First')->delete();
        IndexUpdate::update(3 * self::MINUTE);
        self::assertSame(['First'], $this->titles());
    }

    public function testAMissingIndexIsBuiltAgainAfterAnUpdateThatPhpEnded(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        $source = (string) IndexStore::state()?->source;
        self::assertNotNull(IndexStore::start(2 * self::MINUTE));
        IndexStore::discard(2 * self::MINUTE, $source, IndexUpdate::TOO_LARGE);
        // The next process ends early.
        self::assertNotNull(IndexStore::start(3 * self::MINUTE));
        IndexUpdate::update(10 * self::MINUTE);
        self::assertSame(['First'], $this->titles(), 'built again');
    }

    /**
     * @group system
     * @group memory
     */
    public function testAnUpdateIsLimitedInMemoryWithoutALimitOfPhp(): void
    {
        foreach (['-1', '4G'] as $limit) {
            $script = dirname(__DIR__) . '/standin/large-index.php';
            $process = proc_open([PHP_BINARY, '-d', "memory_limit=$limit", $script], [1 => ['pipe', 'w']], $pipes);
            [$failure, $megabytes] = json_decode((string) stream_get_contents($pipes[1]), true, 3, JSON_THROW_ON_ERROR);
            proc_close($process);
            self::assertSame(IndexUpdate::OUT_OF_MEMORY, $failure, $limit);
            self::assertLessThan(384, $megabytes, $limit);
        }
    }

    public function testWithoutTheSystemUrlTheLastIndexIsKeptAndTheStatusPageNamesTheCause(): void
    {
        self::addArticle('First');
        $now = (int) floor(microtime(true) * 1000);
        $check = fn (int $minutes): string =>
            SuggestionsCheck::run(Settings::fromArray($this->settings), $now + $minutes * self::MINUTE)->remedy;
        IndexUpdate::update($now);
        self::assertSame('', $check(0));
        LocalApiClient::$changes['GetConfigurationValue'] = static fn (): array => ['result' => 'error', 'message' => 'x'];
        IndexUpdate::update($now + 2 * self::MINUTE);
        self::assertSame(['First'], $this->titles());
        self::assertStringContainsString('System URL', $check(2));
        LocalApiClient::$changes = [];
        IndexUpdate::update($now + 8 * self::MINUTE);
        self::assertSame('', $check(8));
        // A URL that the form would not link to.
        Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->update(['value' => 'https://user:password@example.com/']);
        IndexUpdate::update($now + 10 * self::MINUTE);
        self::assertNull(IndexStore::hash());
        self::assertStringContainsString('System URL', $check(10));
    }

    public function testARequestForTheRulesDoesNotBuildTheIndex(): void
    {
        self::addArticle('First');
        self::assertNull(self::json($this->get())['suggestions']);
        self::assertNull(IndexStore::state());
    }
}
