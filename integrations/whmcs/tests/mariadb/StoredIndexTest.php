<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Mariadb;

use OpenTicket\Whmcs\Page\CheckResult;
use OpenTicket\Whmcs\Page\SuggestionsCheck;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\Tests\Standin\Database;

/** The index of suggestions, which is the largest value that the add-on stores. */
final class StoredIndexTest extends MariadbTestCase
{
    public function testAnIndexThatIsLargerThanAPacketFailsTheUpdateAndKeepsTheLastIndex(): void
    {
        Database::addArticles([['title' => 'First', 'text' => 'x']]);
        IndexUpdate::update(self::now() - 120_000);
        $first = IndexStore::hash();
        self::assertNotNull($first);
        $words = static fn (): string => implode(' ', array_map(static fn (): string => bin2hex(random_bytes(4)), range(1, 200)));
        foreach (range(1, 100) as $number) {
            Database::addArticles([['title' => "Article $number", 'text' => $words()]]);
        }
        $this->setGlobal('max_allowed_packet', '16384');
        self::connectAgain();
        IndexUpdate::update(self::now());
        self::assertSame($first, IndexStore::hash());
        $check = SuggestionsCheck::run(Settings::fromArray([]), self::now() + 1);
        self::assertSame(CheckResult::WARNING, $check->state, $check->found);
        self::assertStringContainsString('Check that the database can be read and written', $check->remedy);
    }

    public function testTheIndexIsBuiltAfterTheConnectionOfTheCronTaskWasLost(): void
    {
        Database::addArticles([['title' => 'First', 'text' => 'x']]);
        self::endConnection();
        IndexUpdate::update(self::now());
        self::assertNotNull(IndexStore::hash());
    }
}
