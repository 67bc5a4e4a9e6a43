<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Page\ClientPage;
use OpenTicket\Whmcs\Page\InstallationChecks;
use OpenTicket\Whmcs\Page\CheckResult;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\Hooks;
use WHMCS\Database\Capsule;

/** Updates of the add-on: new files over the files of an earlier version, which had other tables. */
final class UpdateTest extends TicketTestCase
{
    private const TABLES = [Tables::KEYS, Tables::RATES, Tables::RECEIPTS, Tables::SUGGESTIONS];

    /** Creates the table of suggestions of an earlier version, with an index. */
    private static function createOldSuggestions(): void
    {
        Capsule::schema()->drop(Tables::SUGGESTIONS);
        Capsule::schema()->create(Tables::SUGGESTIONS, static function ($table): void {
            $table->integer('id')->primary();
            $table->string('hash', 16);
            $table->string('source', 80);
            $table->longText('body');
            $table->integer('articles');
            $table->bigInteger('checked_at');
        });
        Capsule::table(Tables::SUGGESTIONS)->insert(
            ['id' => 1, 'hash' => 'old', 'source' => 'old', 'body' => '', 'articles' => 1, 'checked_at' => 1],
        );
    }

    private static function activateInWhmcs(): void
    {
        Capsule::table('tbladdonmodules')->insert(['module' => 'open_ticket', 'setting' => 'version', 'value' => '0.0.1']);
    }

    /** @return list<string> tables that exist */
    private static function tables(): array
    {
        return array_values(array_filter(self::TABLES, static fn (string $it): bool => Capsule::schema()->hasTable($it)));
    }

    private function tablesCheck(): CheckResult
    {
        $checks = (new InstallationChecks(Settings::fromArray($this->settings), PhpLimits::current()))->checks();
        return array_values(array_filter($checks, static fn (CheckResult $it): bool => $it->name === 'Tables'))[0];
    }

    public function testAnUpgradeCreatesMissingTablesAndColumns(): void
    {
        self::createOldSuggestions();
        Capsule::schema()->drop(Tables::RECEIPTS);
        Capsule::table(Tables::RATES)->insert(['name' => 'x', 'leaves_at' => 1, 'count' => 1]);
        open_ticket_upgrade(['version' => '0.0.1']);
        self::assertSame(self::TABLES, self::tables());
        self::assertSame(1, Capsule::table(Tables::RATES)->count(), 'other tables are kept');
        Database::addArticles([['title' => 'First', 'text' => 'x']]);
        require __DIR__ . '/../../modules/addons/open_ticket/hooks.php';
        Hooks::run('AfterCronJob', []);
        $index = IndexStore::hash();
        self::assertNotContains($index, [null, 'old']);
        open_ticket_upgrade(['version' => '0.0.2']);
        self::assertSame($index, IndexStore::hash(), 'a current table is kept');
    }

    public function testTheCronTaskCreatesMissingTables(): void
    {
        require __DIR__ . '/../../modules/addons/open_ticket/hooks.php';
        self::activateInWhmcs();
        foreach (self::TABLES as $table) {
            Capsule::schema()->drop($table);
            Hooks::run('AfterCronJob', []);
            self::assertSame(self::TABLES, self::tables(), $table);
        }
        self::assertSame('success', self::json($this->post(['subject' => self::subject()] + self::TICKET, self::key()))['result']);
    }

    public function testACronTaskThatIsRunningCreatesNoTableAfterDeactivation(): void
    {
        require __DIR__ . '/../../modules/addons/open_ticket/hooks.php';
        open_ticket_deactivate();
        Hooks::run('AfterCronJob', []);
        self::assertSame([], self::tables());
    }

    public function testWithoutATableThePageKeepsWhmcsFormAndTheStatusPageNamesTheCause(): void
    {
        self::assertSame(CheckResult::OK, $this->tablesCheck()->state);
        foreach ([Tables::KEYS, Tables::RATES, Tables::RECEIPTS] as $table) {
            ClientPage::prepare(['token' => 'abc', 'captcha' => false]);
            self::assertStringContainsString('csrf:abc', ClientPage::html(), $table);
            Capsule::schema()->rename($table, 'away');
            ClientPage::prepare(['token' => 'abc', 'captcha' => false]);
            self::assertSame('', ClientPage::html(), $table);
            self::assertSame(CheckResult::ERROR, $this->tablesCheck()->state, $table);
            Capsule::schema()->rename('away', $table);
        }
    }
}
