<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\SuggestionsEndpoint;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\Hooks;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** The index of the knowledge base, and its URL in the rules. */
final class SuggestionsTest extends TicketTestCase
{
    private const MINUTE = 60_000;

    private function fetch(array $query = [], array $headers = [], string $method = 'GET'): Response
    {
        $settings = Settings::fromArray($this->settings);
        return (new SuggestionsEndpoint(new Request($method, $query, $headers), $settings))->respond();
    }

    private static function addArticle(string $title, int $category = 1, array $columns = []): void
    {
        Database::addArticles([['title' => $title, 'text' => "<p>How to $title</p>"]], $category, $columns);
    }

    /** @return list<string> titles in the index */
    private function titles(): array
    {
        return array_column(self::json($this->fetch())['articles'], 0);
    }

    public function testTheRulesHaveTheUrlOfTheIndexWithItsHash(): void
    {
        self::assertNull(self::json($this->get())['suggestions'], 'no index yet');
        self::addArticle('Reset your password');
        IndexUpdate::update(self::MINUTE);
        $url = self::json($this->get())['suggestions'];
        self::assertMatchesRegularExpression('/\Aindex\.php\?m=open_ticket&action=suggestions&v=[0-9a-f]{16}\z/', $url);
        parse_str((string) parse_url($url, PHP_URL_QUERY), $query);
        $response = $this->fetch($query);
        self::assertSame($query['v'], substr(hash('sha256', $response->body), 0, 16));
        $articles = [['Reset your password', 'http://127.0.0.1/index.php?rp=/knowledgebase/1/Reset-your-password.html']];
        self::assertSame($articles, self::json($response)['articles']);
    }

    public function testOnlyArticlesThatEveryoneMayReadAreInTheIndex(): void
    {
        self::addArticle('Public');
        self::addArticle('Private', columns: ['private' => 'on']);
        self::addArticle('In a hidden category', 2);
        self::addArticle('Below a hidden category', 3);
        self::addArticle('Translation', columns: ['parentid' => 1, 'language' => 'german']);
        self::addArticle('In both', 2);
        Capsule::table('tblknowledgebaselinks')->insert(['categoryid' => 1, 'articleid' => 6]);
        Capsule::table('tblknowledgebase')->insert(['title' => 'In no category', 'article' => 'x']);
        IndexUpdate::update(self::MINUTE);
        self::assertSame(['Public', 'In both'], $this->titles());
        self::assertStringNotContainsString('privat', $this->fetch()->body);
    }

    public function testTheIndexIsRebuiltAfterAChangeAndCheckedOnceAMinute(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        self::addArticle('Second');
        IndexUpdate::update(2 * self::MINUTE - 1);
        self::assertSame(['First'], $this->titles());
        IndexUpdate::update(2 * self::MINUTE);
        self::assertSame(['First', 'Second'], $this->titles());
        Capsule::table('tblknowledgebase')->where('id', 1)->update(['private' => 'on']);
        IndexUpdate::update(3 * self::MINUTE);
        self::assertSame(['Second'], $this->titles());
        Capsule::table('tblknowledgebase')->delete();
        IndexUpdate::update(4 * self::MINUTE);
        self::assertSame(404, $this->fetch()->status);
        self::assertNull(self::json($this->get())['suggestions']);
    }

    public function testAnIndexOfUnchangedArticlesIsNotRebuilt(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        Capsule::table(Tables::SUGGESTIONS)->update(['body' => base64_encode('as stored')]);
        IndexUpdate::update(2 * self::MINUTE);
        self::assertSame('as stored', $this->fetch()->body);
    }

    public function testTheLastIndexIsKeptWhileTheKnowledgeBaseCannotBeRead(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        Capsule::schema()->drop('tblknowledgebaselinks');
        IndexUpdate::run(Settings::fromArray($this->settings));
        self::assertSame(['First'], $this->titles());
        open_ticket_deactivate();
        IndexUpdate::run(Settings::fromArray($this->settings));
        self::assertNull(self::json($this->get())['suggestions']);
        self::assertSame(404, $this->fetch()->status);
    }

    public function testTheIndexIsCachedByItsHash(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        $hash = IndexStore::hash();
        $current = $this->fetch(['v' => (string) $hash]);
        self::assertSame('public, max-age=31536000, immutable', $current->headers['Cache-Control']);
        self::assertSame("W/\"$hash\"", $current->headers['ETag']);
        self::assertSame('application/json; charset=utf-8', $current->headers['Content-Type']);
        foreach ([[], ['v' => 'old']] as $query) {
            $other = $this->fetch($query);
            self::assertSame([200, 'no-cache', $current->body], [$other->status, $other->headers['Cache-Control'], $other->body]);
        }
        foreach (["\"$hash\"", "W/\"$hash\"", "\"x\", \"$hash\""] as $tag) {
            $known = $this->fetch(['v' => (string) $hash], ['if-none-match' => $tag]);
            self::assertSame([304, ''], [$known->status, $known->body], $tag);
            self::assertSame("W/\"$hash\"", $known->headers['ETag']);
        }
        self::assertSame(200, $this->fetch([], ['if-none-match' => '"other"'])->status);
        self::assertSame(405, $this->fetch(method: 'POST')->status);
    }

    public function testTheIndexIsCompressedForBrowsersThatAcceptIt(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        $plain = $this->fetch();
        foreach (['gzip', 'br, gzip, deflate', 'GZIP;q=0.5'] as $accepted) {
            $response = $this->fetch([], ['accept-encoding' => $accepted]);
            self::assertSame('gzip', $response->headers['Content-Encoding'] ?? null, $accepted);
            self::assertSame($plain->body, gzdecode($response->body));
        }
        foreach (['', 'br', 'gzip;q=0', 'gzip; q=0.000, br'] as $accepted) {
            $response = $this->fetch([], ['accept-encoding' => $accepted]);
            self::assertSame([null, $plain->body], [$response->headers['Content-Encoding'] ?? null, $response->body], $accepted);
        }
    }

    public function testTheTableContainsOnlyAscii(): void
    {
        self::addArticle('Zürich 🎫 障害');
        IndexUpdate::update(self::MINUTE);
        self::assertSame(['Zürich 🎫 障害'], $this->titles());
        foreach ((array) Capsule::table(Tables::SUGGESTIONS)->first() as $value) {
            self::assertMatchesRegularExpression('/\A[\x20-\x7e]*\z/', (string) $value);
        }
    }

    public function testTheIndexIsTheSameForEveryoneAndNeedsNoSession(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        $guest = $this->fetch();
        $this->signIn(1);
        self::assertEquals($guest, $this->fetch());
    }

    public function testArticlesAreTextAndTheirMarkupIsNotIndexed(): void
    {
        Database::addArticles([
            ['title' => '<script>alert(1)</script><b>5 &lt; 6</b> {$x} \'; DROP TABLE --', 'text' => '<style>secret{}</style><!-- note --> Restart'],
            ['title' => '  <br> ', 'text' => 'without a title'],
        ]);
        IndexUpdate::update(self::MINUTE);
        $index = self::json($this->fetch(['v' => '"><script>']));
        self::assertSame(['5 < 6 {$x} \'; DROP TABLE --'], array_column($index['articles'], 0));
        self::assertSame('drop restart tabl', $index['terms']);
    }

    public function testALongTitleIsTruncated(): void
    {
        self::addArticle(str_repeat('ü', 201));
        IndexUpdate::update(self::MINUTE);
        self::assertSame([str_repeat('ü', 199) . '…'], $this->titles());
    }

    public function testThereIsNoIndexIfSuggestionsAreOff(): void
    {
        self::addArticle('First');
        IndexUpdate::update(self::MINUTE);
        $this->settings['suggestions'] = '';
        self::assertNull(self::json($this->get())['suggestions']);
        self::assertSame(404, $this->fetch()->status);
    }

    public function testAnArticleThatBecomesPrivateWhileSuggestionsAreOffIsNotInAnEarlierIndex(): void
    {
        self::addArticle('Secret');
        IndexUpdate::update(self::MINUTE);
        $this->settings['suggestions'] = '';
        self::assertNull(self::json($this->get())['suggestions']);
        IndexUpdate::run(Settings::fromArray($this->settings));
        Capsule::table('tblknowledgebase')->update(['private' => 'on']);
        $this->settings['suggestions'] = 'on';
        self::assertNull(self::json($this->get())['suggestions']);
        self::assertSame(404, $this->fetch()->status);
    }

    public function testAnArticleIsPublicOnlyIfWhmcsSaysSo(): void
    {
        Capsule::table('tblknowledgebasecats')->insert([
            ['id' => 4, 'parentid' => 77, 'name' => 'Below a missing one', 'hidden' => ''],
            ['id' => 5, 'parentid' => 5, 'name' => 'Below itself', 'hidden' => ''],
        ]);
        foreach ([4, 5, 99] as $category) {
            self::addArticle("In $category", $category);
        }
        foreach (['on ', 'Y', '2'] as $value) {
            self::addArticle("Private: $value", columns: ['private' => $value]);
        }
        foreach (['', '0', 'off'] as $value) {
            self::addArticle("Public: $value", columns: ['private' => $value]);
        }
        IndexUpdate::update(self::MINUTE);
        self::assertSame(['Public:', 'Public: 0', 'Public: off'], $this->titles());
    }

    public function testTheCronTaskBuildsTheIndexUnlessSuggestionsAreOff(): void
    {
        require __DIR__ . '/../../modules/addons/open_ticket/hooks.php';
        self::addArticle('First');
        $setting = Capsule::table('tbladdonmodules');
        $setting->insert(['module' => 'open_ticket', 'setting' => 'suggestions', 'value' => '']);
        Hooks::run('AfterCronJob', []);
        self::assertNull(IndexStore::hash());
        $setting->update(['value' => 'on']);
        Hooks::run('AfterCronJob', []);
        self::assertNotNull(IndexStore::hash());
    }

    public function testWithoutASystemUrlThereIsNoIndex(): void
    {
        self::addArticle('First');
        LocalApiClient::$changes['GetConfigurationValue'] = static fn (): array => ['result' => 'error'];
        IndexUpdate::update(self::MINUTE);
        self::assertNull(IndexStore::hash());
    }

    public function testATitleWithoutLatinLettersHasASlug(): void
    {
        self::addArticle('障害 🎫');
        IndexUpdate::update(self::MINUTE);
        $url = self::json($this->fetch())['articles'][0][1];
        self::assertSame('http://127.0.0.1/index.php?rp=/knowledgebase/1/article.html', $url);
    }
}
