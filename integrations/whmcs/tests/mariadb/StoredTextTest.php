<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Mariadb;

use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Whmcs\StoredText;
use WHMCS\Database\Capsule;

/** The add-on stores and returns the same text with each character set and SQL mode of a connection. */
final class StoredTextTest extends MariadbTestCase
{
    /** @return iterable<string, array{array<string, mixed>}> options of Laravel's connection */
    public static function connections(): iterable
    {
        $sets = ['utf8mb4' => 'utf8mb4_unicode_ci', 'utf8' => 'utf8_general_ci', 'latin1' => 'latin1_swedish_ci'];
        foreach ($sets as $charset => $collation) {
            foreach ([true, false] as $isStrict) {
                $set = ['charset' => $charset, 'collation' => $collation, 'strict' => $isStrict];
                yield "$charset, " . ($isStrict ? 'strict' : 'not strict') => [$set];
            }
        }
        yield 'ANSI and traditional' => [['modes' => ['ANSI', 'TRADITIONAL', 'NO_BACKSLASH_ESCAPES']]];
        $numbersAsText = [\PDO::ATTR_EMULATE_PREPARES => true, \PDO::ATTR_STRINGIFY_FETCHES => true];
        yield 'emulated statements, numbers as text' => [['options' => $numbersAsText]];
        yield 'found rows instead of changed ones' => [['options' => [\PDO::MYSQL_ATTR_FOUND_ROWS => true]]];
        yield 'committed reads' => [['isolation_level' => 'READ COMMITTED']];
        yield 'serializable' => [['isolation_level' => 'SERIALIZABLE']];
        yield 'MyISAM' => [['modes' => ['NO_ENGINE_SUBSTITUTION'], 'engine' => 'MyISAM']];
    }

    /**
     * @param array<string, mixed> $options
     * @dataProvider connections
     */
    public function testARetryReturnsTheRefusalOfAHookUnchanged(array $options): void
    {
        self::connectAs($options);
        $message = "Zürich \u{1f3ab} \"quoted\" \\ back\u{2028}slash 日本 '' % _ " . str_repeat("\u{1f3ab}", 20_000) . ' end';
        LocalApiClient::$changes['OpenTicket'] = static fn (): array => ['result' => 'error', 'message' => $message];
        $refused = $this->submit();
        self::assertSame($message, self::json($refused)['message']);
        LocalApiClient::$changes = [];
        self::assertSame($refused->body, $this->submit()->body);
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $this->key])->body);
    }

    /**
     * @param array<string, mixed> $options
     * @dataProvider connections
     */
    public function testATicketIsOpenedOnceAndFoundAfterALostResponse(array $options): void
    {
        self::connectAs($options);
        $this->settings['per_hour'] = '2';
        self::loseResponses();
        $ticket = ['subject' => "$this->subject \u{1f3ab}", 'name' => "Zoë \u{1f3ab}", 'message' => "\u{1f3ab} \\ ' \" 日本"];
        self::failSearches();
        $this->assertRefused(502, 'unknown', $this->submit($ticket));
        LocalApiClient::$changes = [];
        $response = $this->submit($ticket);
        self::assertSame('success', self::json($response)['result'], $response->body);
        self::assertSame('{"state":"opened","answer":' . $response->body . '}', $this->get(['key' => $this->key])->body);
        self::assertSame($response->body, $this->submit($ticket)->body);
        self::assertSame(200, $this->submit($ticket, self::key())->status);
        $this->assertRefused(429, 'rate', $this->submit($ticket, self::key()));
        self::assertCount(2, LocalApiClient::callsOf('OpenTicket'));
    }

    /**
     * @param array<string, mixed> $options
     * @dataProvider connections
     */
    public function testTheIndexHasTheTitlesOfTheArticles(array $options): void
    {
        Database::addArticles([['title' => "Größe \u{1f3ab} 日本", 'text' => "Über \u{1f3ab}"]]);
        self::connectAs($options);
        IndexUpdate::run(Settings::fromArray([]));
        $index = IndexStore::load();
        self::assertNotNull($index, (string) IndexStore::state()?->failure);
        self::assertStringContainsString('Größe', (string) gzdecode($index['body']));
    }

    /** @return iterable<string, array{string, string}> character sets of a connection and of a column */
    public static function characterSets(): iterable
    {
        foreach (['utf8mb4', 'utf8', 'latin1'] as $connection) {
            foreach (['utf8mb4', 'utf8', 'latin1', 'ascii'] as $column) {
                yield "$connection, $column" => [$connection, $column];
            }
        }
    }

    /** @dataProvider characterSets */
    public function testAMessageIsRecognizedHoweverTheDatabaseChangedIt(string $connection, string $column): void
    {
        self::connectAs(['charset' => $connection, 'collation' => null, 'strict' => false]);
        Capsule::connection()->statement("CREATE TABLE messages (message TEXT) CHARACTER SET $column");
        $messages = [
            "Der Löwe \u{1f981} brüllt, und der Bär \u{1f43b} brummt", "\u{1f981} brüllt", 'Straße 語 und Мир',
            'xx' . str_repeat('жab', 17_000), 'xxx' . str_repeat('語ab', 14_000), str_repeat('€&"', 9_000), str_repeat('x', 65_535),
            str_repeat('语', 21_846), str_repeat('a\u{1f981}b', 12_000),
        ];
        foreach ($messages as $message) {
            Capsule::table('messages')->delete();
            Capsule::table('messages')->insert(['message' => htmlspecialchars($message, ENT_QUOTES, 'UTF-8')]);
            $stored = Capsule::table('messages')->value('message');
            $texts = mb_substr($message, 0, 20) . ' ' . strlen($stored) . ' ' . mb_strcut(mb_scrub($stored, 'UTF-8'), 0, 80, 'UTF-8');
            // Question marks only, of a message without ASCII letters, identify no message.
            $isIdentified = preg_match('/[A-Za-z]/', $message) === 1 || str_contains($stored, mb_substr($message, 0, 1));
            self::assertSame($isIdentified, StoredText::isSame($stored, $message), $texts);
            self::assertTrue(StoredText::mayBeSame($stored, $message), $texts);
            self::assertFalse(StoredText::mayBeSame($stored, 'How does it work?'), $texts);
        }
    }

    /** @param array<string, mixed> $options */
    private static function connectAs(array $options): void
    {
        $engine = $options['engine'] ?? null;
        if ($engine !== null) {
            Capsule::connection()->statement("SET GLOBAL default_storage_engine = $engine");
        }
        self::reconnect($options);
        Capsule::connection()->statement('SET GLOBAL default_storage_engine = InnoDB');
    }
}
