<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\Faults;
use OpenTicket\Whmcs\Tests\Standin\Hooks;
use WHMCS\Database\Capsule;

/** The functions that WHMCS calls. */
final class ModuleTest extends TicketTestCase
{
    private const TYPES = ['text', 'password', 'yesno', 'textarea', 'dropdown', 'radio'];

    public function testTheConfigurationHasTheDocumentedKeys(): void
    {
        $config = open_ticket_config();
        self::assertSame(['name', 'description', 'author', 'language', 'version', 'fields'], array_keys($config));
        foreach ($config['fields'] as $name => $field) {
            self::assertContains($field['Type'], self::TYPES, $name);
            self::assertNotSame('', $field['FriendlyName'], $name);
            self::assertSame($field['Type'] === 'dropdown', isset($field['Options']), $name);
        }
    }

    public function testTheDefaultsOfTheFieldsAreThoseOfTheSettings(): void
    {
        $defaults = array_map(static fn (array $field): string => $field['Default'] ?? '', open_ticket_config()['fields']);
        self::assertEquals(Settings::fromArray([]), Settings::fromArray($defaults));
    }

    public function testTheVersionIsThatOfTheProject(): void
    {
        $manifest = (string) file_get_contents(__DIR__ . '/../../../../Cargo.toml');
        preg_match('/^version = "(.+)"$/m', $manifest, $found);
        self::assertSame($found[1], open_ticket_config()['version']);
    }

    public function testActivationCreatesTheTablesAndDeactivationDropsThem(): void
    {
        $before = self::tables();
        open_ticket_deactivate();
        $without = self::tables();
        self::assertSame([Tables::KEYS, Tables::RATES, Tables::RECEIPTS, Tables::SUGGESTIONS], array_values(array_diff($before, $without)));
        self::assertSame('success', open_ticket_activate()['status']);
        self::assertSame('success', open_ticket_activate()['status'], 'a second time');
        open_ticket_upgrade(['version' => '0.0.1']);
        self::assertSame($before, self::tables());
        self::assertSame('success', open_ticket_deactivate()['status']);
        self::assertSame($without, self::tables());
    }

    public function testAFailedActivationNamesARemedy(): void
    {
        open_ticket_deactivate();
        Faults::readOnly();
        $result = open_ticket_activate();
        self::assertSame('error', $result['status']);
        self::assertStringContainsString('Allow CREATE TABLE', $result['description']);
    }

    public function testTheOtherTablesAreRemovedIfOneCannotBeRemoved(): void
    {
        $keys = [Tables::KEYS => 'idempotency_key', Tables::SUGGESTIONS => 'id'];
        foreach ($keys as $table => $key) {
            open_ticket_activate();
            $remove = Faults::failRemoval($table, $key);
            self::assertSame('error', open_ticket_deactivate()['status'], $table);
            self::assertSame([], array_diff(self::ownTables(), [$table]));
            $remove();
        }
        self::assertSame('success', open_ticket_deactivate()['status']);
    }

    public function testAnUpgradeThatFailsLeavesTheAdminAreaUsable(): void
    {
        open_ticket_deactivate();
        Faults::readOnly();
        open_ticket_upgrade(['version' => '0.0.1']);
        self::assertSame([], self::ownTables());
    }

    public function testAnOlderPhpPreventsTheActivationAndDoesNotBreakTheSite(): void
    {
        self::assertNull(open_ticket_php_problem());
        self::assertNull(open_ticket_php_problem(80100));
        foreach ([70400, 80030] as $version) {
            self::assertStringContainsString('PHP 8.1', (string) open_ticket_php_problem($version));
        }
        // Syntax and functions since PHP 8.0, in the files that WHMCS loads itself.
        $folder = __DIR__ . '/../../modules/addons/open_ticket';
        foreach (["$folder/open_ticket.php", "$folder/hooks.php", "$folder/lib/autoload.php", "$folder/lib/Page/ConfigFields.php"] as $file) {
            $code = php_strip_whitespace($file);
            $new = '/catch \([^$)]+\)|\bmatch ?\(|\?->|\(\.\.\.\)|\breadonly\b|\bmixed\b|\bstr_(?:starts|ends|contains)|\|null|: static\b/';
            self::assertDoesNotMatchRegularExpression($new, $code, $file);
        }
    }

    public function testWithoutAnActionThePageLinksToTheForm(): void
    {
        $page = open_ticket_clientarea(['_lang' => []]);
        self::assertSame('moved', $page['templatefile']);
        self::assertFileExists(__DIR__ . '/../../modules/addons/open_ticket/templates/moved.tpl');
    }

    public function testTheHooksAreThoseThatWhmcsDocuments(): void
    {
        require __DIR__ . '/../../modules/addons/open_ticket/hooks.php';
        self::assertSame([''], Hooks::run('ClientAreaFooterOutput', []));
        Hooks::run('ClientAreaPageSubmitTicket', ['token' => 'abc', 'captcha' => false]);
        self::assertStringContainsString('csrf:abc', Hooks::run('ClientAreaFooterOutput', [])[0]);
    }

    public function testTheDailyTaskDeletesExpiredRows(): void
    {
        require __DIR__ . '/../../modules/addons/open_ticket/hooks.php';
        Capsule::table(Tables::RATES)->insert(['name' => 'x', 'leaves_at' => 1, 'count' => 1]);
        Hooks::run('DailyCronJob', []);
        self::assertSame(0, Capsule::table(Tables::RATES)->count());
        open_ticket_deactivate();
        Hooks::run('DailyCronJob', []);
    }

    public function testTheAddOnHasAllTextsOfItsPages(): void
    {
        $_ADDONLANG = [];
        require __DIR__ . '/../../modules/addons/open_ticket/lang/english.php';
        ob_start();
        open_ticket_output(['_lang' => $_ADDONLANG] + $this->settings);
        $html = (string) ob_get_clean();
        foreach (['OK', 'post_max_size', '3: Technical', '1: Domain or server', 'Clients only'] as $text) {
            self::assertTrue(str_contains($html, $text), "$text in $html");
        }
        self::assertDoesNotMatchRegularExpression('/>[a-z]+_[a-z_]+</', str_replace(['post_max_size', 'memory_limit'], '', $html));
    }

    /** @return list<string> */
    private static function tables(): array
    {
        $tables = Capsule::connection()->select(Database::isMariadb()
            ? "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY name"
            : "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        return array_column($tables, 'name');
    }

    /** @return list<string> tables of the add-on */
    private static function ownTables(): array
    {
        return array_values(array_filter(self::tables(), static fn (string $it): bool => str_starts_with($it, 'mod_')));
    }
}
