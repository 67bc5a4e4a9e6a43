<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Page\AdminPage;
use OpenTicket\Whmcs\Page\ClientPage;
use OpenTicket\Whmcs\Page\Languages;
use OpenTicket\Whmcs\Page\InstallationChecks;
use OpenTicket\Whmcs\Page\CheckResult;
use OpenTicket\Whmcs\Page\SuggestionsCheck;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\RequestLock;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** The form on WHMCS's page, and the status page. */
final class PagesTest extends TicketTestCase
{
    private const VARS = ['token' => 'abc123', 'WEB_ROOT' => '/billing', 'language' => 'german', 'deptid' => '3', 'captcha' => false];

    public function testThePageHasAnElementForThisRequester(): void
    {
        ClientPage::prepare(self::VARS);
        $html = ClientPage::html();
        foreach (
            [
                'endpoint="/billing/index.php?m=open_ticket&amp;action=ticket&amp;probe=%26"', 'token="csrf:abc123"',
                'lang="de"', 'department="3"', 'draft="all"', 'src="/billing/modules/addons/open_ticket/assets/whmcs.js"',
            ] as $part
        ) {
            self::assertStringContainsString($part, $html);
        }
        self::assertSame('abc123', $_SESSION['open_ticket']['token']);
        preg_match('/data-requester="([^"]+)"/', $html, $guest);
        $this->signIn(1);
        ClientPage::prepare(self::VARS);
        preg_match('/data-requester="([^"]+)"/', ClientPage::html(), $client);
        self::assertNotSame($guest[1], $client[1]);
    }

    public function testValuesOfThePageAreEscaped(): void
    {
        Capsule::table('tbladdonmodules')->insert([
            ['module' => 'open_ticket', 'setting' => 'accent', 'value' => '"><script>'],
            ['module' => 'open_ticket', 'setting' => 'theme', 'value' => 'x'],
        ]);
        $attack = '"><script>alert(1)</script>';
        ClientPage::prepare(['captcha' => false, 'token' => $attack, 'WEB_ROOT' => $attack, 'language' => $attack, 'deptid' => $attack, 'LANG' => ['locale' => $attack]]);
        $html = ClientPage::html();
        self::assertStringNotContainsString('<script>alert', $html);
        self::assertStringNotContainsString('data-accent', $html);
        self::assertStringNotContainsString('department=', $html);
        self::assertStringContainsString('lang="en"', $html);
    }

    public function testTextsOfTheStatusPageAreEscaped(): void
    {
        $attack = '"><script>alert(1)</script>{$smarty.now}\'';
        LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => [
            'result' => 'success', 'departments' => ['department' => [['id' => 3, 'name' => $attack]]],
        ];
        Capsule::table('tblcustomfields')->update(['fieldname' => $attack, 'description' => $attack]);
        Capsule::table('tblticketdepartments')->update(['description' => $attack]);
        $names = ['departments', 'reply_within', 'message_templates', 'hints', 'extensions', 'accent', 'address_header'];
        $html = (new AdminPage(array_fill_keys($names, "3: $attack\n$attack\n[3]") + ['_lang' => ['intro' => $attack]]))->html();
        self::assertStringNotContainsString('<script', $html);
        self::assertStringContainsString('&lt;script&gt;alert(1)', $html);
    }

    public function testSettingsAreAttributes(): void
    {
        Capsule::table('tbladdonmodules')->insert([
            ['module' => 'open_ticket', 'setting' => 'accent', 'value' => '#336699'],
            ['module' => 'open_ticket', 'setting' => 'theme', 'value' => 'dark'],
            ['module' => 'open_ticket', 'setting' => 'drafts', 'value' => 'off'],
        ]);
        ClientPage::prepare(self::VARS);
        self::assertMatchesRegularExpression('/ theme="dark" draft="off" .*data-accent="#336699"/', ClientPage::html());
    }

    public function testWithoutASettingTheColoursAreThoseOfThePageAndNotOfTheSystem(): void
    {
        // The element's value `auto` stands for the system's setting.
        foreach (['', 'auto'] as $value) {
            Capsule::table('tbladdonmodules')->where('setting', 'theme')->delete();
            Capsule::table('tbladdonmodules')->insert(['module' => 'open_ticket', 'setting' => 'theme', 'value' => $value]);
            ClientPage::prepare(self::VARS);
            self::assertStringNotContainsString(' theme=', ClientPage::html());
        }
    }

    public function testWhmcsOwnFormStaysIfTheFormCannotReplaceIt(): void
    {
        $captcha = new class () {
            public bool $isOn = true;

            public function isEnabled(): bool
            {
                return $this->isOn;
            }

            public function isEnabledForForm(string $form): bool
            {
                return $form === 'submitticket';
            }
        };
        $vars = ['captcha' => $captcha, 'captchaForm' => 'submitticket'] + self::VARS;
        ClientPage::prepare($vars);
        self::assertSame('', ClientPage::html(), 'a captcha for guests');
        self::assertArrayNotHasKey('open_ticket', $_SESSION, 'a guest cannot bypass the captcha');
        ClientPage::prepare(['captchaForm' => null] + $vars);
        self::assertSame('', ClientPage::html(), 'a captcha on a page without a form');
        $unknown = $vars;
        unset($unknown['captcha'], $unknown['captchaForm']);
        ClientPage::prepare($unknown);
        self::assertSame('', ClientPage::html(), 'a page that does not say if there is a captcha, such as step one');
        self::assertArrayNotHasKey('open_ticket', $_SESSION);
        $captcha->isOn = false;
        ClientPage::prepare($vars);
        self::assertNotSame('', ClientPage::html(), 'the captcha is off');
        $captcha->isOn = true;
        $this->signIn(1);
        ClientPage::prepare($vars);
        self::assertNotSame('', ClientPage::html(), 'a client');
        $_SERVER['REQUEST_METHOD'] = 'POST';
        ClientPage::prepare($vars);
        self::assertSame('', ClientPage::html(), 'after WHMCS has refused its own form');
        $_SERVER['REQUEST_METHOD'] = 'GET';
        ClientPage::prepare(['token' => ''] + self::VARS);
        self::assertSame('', ClientPage::html(), 'no token');
        Capsule::table('tbladdonmodules')->insert(['module' => 'open_ticket', 'setting' => 'replace_form', 'value' => '']);
        ClientPage::prepare(self::VARS);
        self::assertSame('', ClientPage::html(), 'switched off');
        Capsule::schema()->drop('tbladdonmodules');
        ClientPage::prepare(self::VARS);
        self::assertSame('', ClientPage::html(), 'no settings');
    }

    public function testEveryLanguageOfWhmcsHasATag(): void
    {
        foreach (
            [
                ['english', 'en_GB', 'en-GB'], ['german', '', 'de'], ['portuguese-br', 'pt_BR', 'pt-BR'], ['chinese', 'zh_TW', 'zh-TW'],
                ['Norwegian', '', 'nb'], ['custom', 'de_AT.UTF-8', 'de-AT'], ['custom', '', 'en'], ['custom', '../x', 'en'],
                ['custom', 'sr_RS@latin', 'sr-RS'], ['custom', 'zh_Hant_TW', 'zh-Hant-TW'], ['custom', 'es_419', 'es-419'], ['custom', 'x"y', 'en'],
            ] as [$name, $locale, $tag]
        ) {
            self::assertSame($tag, Languages::tag($name, $locale), "$name $locale");
        }
    }

    /** @return array<string, CheckResult> */
    private function checks(
        PhpLimits $limits = new PhpLimits(8 << 20, 128 << 20, 2 << 20, 20),
        string $php = PHP_VERSION,
        ?\Closure $isLoaded = null,
        ?\Closure $acquireLock = null,
    ): array {
        $checks = (new InstallationChecks(Settings::fromArray($this->settings), $limits, $php, $isLoaded, $acquireLock))->checks();
        return array_combine(array_map(static fn (CheckResult $it): string => $it->name, $checks), $checks);
    }

    public function testEveryFailedCheckNamesARemedy(): void
    {
        $failures = [
            'PHP' => $this->checks(php: '8.0.30'),
            'post_max_size' => $this->checks(new PhpLimits(2 << 20, 128 << 20, 2 << 20, 20)),
            'memory_limit' => $this->checks(new PhpLimits(64 << 20, 128 << 20, 2 << 20, 20)),
            'upload_max_filesize, max_file_uploads' => $this->checks(new PhpLimits(8 << 20, 128 << 20, 2 << 20, 1)),
            'Locks' => $this->checks(acquireLock: static fn (): mixed => null),
        ];
        LocalApiClient::$changes['WhmcsDetails'] = static fn (): array => ['result' => 'success', 'whmcs' => ['version' => '8.7.3']];
        LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => ['result' => 'error'];
        open_ticket_deactivate();
        Capsule::schema()->drop('tblknowledgebasecats');
        $checks = $this->checks();
        $failures += ['WHMCS' => $checks, 'Tables' => $checks, 'Departments' => $checks, 'Suggestions' => $checks];
        foreach ($failures as $name => $found) {
            self::assertNotSame(CheckResult::OK, $found[$name]->state, $name);
            self::assertMatchesRegularExpression('/[A-Z].*\.$/', $found[$name]->remedy, $name);
        }
    }

    public function testTheStatusPageCountsTheArticlesThatAreSuggested(): void
    {
        self::assertSame('public articles: 0; no index', $this->checks()['Suggestions']->found);
        Database::addArticles(array_fill(0, 2_001, ['title' => 'T', 'text' => 'x']));
        Database::addArticles([['title' => 'Private', 'text' => 'x']], columns: ['private' => 'on']);
        $check = SuggestionsCheck::run(Settings::fromArray($this->settings), 0);
        self::assertSame([CheckResult::WARNING, 'public articles: 2001; no index'], [$check->state, $check->found]);
        self::assertStringContainsString('first 2000', $check->remedy);
        $this->settings['suggestions'] = '';
        self::assertSame([CheckResult::OK, 'off'], [$this->checks()['Suggestions']->state, $this->checks()['Suggestions']->found]);
    }

    /** Returns state, finding and remedy of the check of suggestions, at a time in minutes. */
    private function suggestions(int $minute): CheckResult
    {
        return SuggestionsCheck::run(Settings::fromArray($this->settings), $minute * 60_000);
    }

    public function testTheStatusPageShowsTheAgeOfTheIndexAndWhenAnUpdateFailed(): void
    {
        $minute = 60_000;
        Database::addArticles([['title' => 'First', 'text' => 'x']]);
        $check = $this->suggestions(100);
        self::assertSame([CheckResult::WARNING, 'public articles: 1; no index'], [$check->state, $check->found]);
        self::assertStringContainsString('cron task', $check->remedy);
        IndexUpdate::update(100 * $minute);
        $check = $this->suggestions(101);
        self::assertSame('public articles: 1; in the index: 1, built 1 minute ago; last checked 1 minute ago', $check->found);
        self::assertSame([CheckResult::OK, ''], [$check->state, $check->remedy]);
        $check = $this->suggestions(100 + 3 * 60);
        self::assertSame([CheckResult::WARNING, true], [$check->state, str_contains($check->remedy, 'cron task')]);

        // PHP ends an update.
        IndexStore::start(200 * $minute);
        self::assertSame(CheckResult::OK, $this->suggestions(201)->state, 'it may be running');
        $check = $this->suggestions(230);
        self::assertSame('public articles: 1; in the index: 1, built 2 hours ago; the last update failed 30 minutes ago', $check->found);
        self::assertStringContainsString('memory_limit and max_execution_time', $check->remedy);
        IndexStore::start(300 * $minute);
        self::assertSame(CheckResult::WARNING, $this->suggestions(301)->state, 'it failed before');

        Database::addArticles([['title' => 'Second', 'text' => 'x']]);
        IndexUpdate::update(400 * $minute, memory_get_usage() + 4_000);
        $check = $this->suggestions(401);
        self::assertSame([CheckResult::WARNING, true], [$check->state, str_contains($check->remedy, 'more memory')]);
        IndexUpdate::update(500 * $minute);
        self::assertSame([CheckResult::OK, ''], [$this->suggestions(501)->state, $this->suggestions(501)->remedy]);
    }

    public function testTheStatusPageReportsAnIndexThatIsTooLarge(): void
    {
        Database::addArticles(array_map(
            static fn (int $number): array => ['title' => str_repeat(dechex($number) . 'abc', 40), 'text' => 'x'],
            range(0x10000, 0x10000 + 1_999),
        ));
        Capsule::table('tblconfiguration')->where('setting', 'SystemURL')
            ->update(['value' => 'https://example.com/' . str_repeat('x', 300)]);
        IndexUpdate::update(60_000);
        $check = $this->suggestions(2);
        self::assertSame([CheckResult::WARNING, 'public articles: 2000; no index; last checked 1 minute ago'], [$check->state, $check->found]);
        self::assertStringContainsString('larger than 1000000 bytes', $check->remedy);
    }

    public function testTheStatusPageShowsTheVersionAndReportsMissingExtensions(): void
    {
        self::assertSame(open_ticket_config()['version'], $this->checks()['Open Ticket']->found);
        foreach (['mbstring' => CheckResult::ERROR, 'json' => CheckResult::ERROR, 'intl' => CheckResult::WARNING] as $name => $state) {
            $check = $this->checks(isLoaded: static fn (string $it): bool => $it !== $name)['PHP extensions'];
            self::assertSame($state, $check->state, $name);
            self::assertStringContainsString($name, $check->found);
            self::assertStringContainsString('Enable', $check->remedy);
        }
        $check = $this->checks(isLoaded: static fn (string $it): bool => true)['PHP extensions'];
        self::assertSame([CheckResult::OK, ''], [$check->state, $check->remedy]);
    }

    /** @group system */
    public function testTheStatusPageShowsThatLocksWorkAndLeavesNone(): void
    {
        $acquired = null;
        $acquire = static function (string $fence) use (&$acquired): ?RequestLock {
            $acquired = $fence;
            return RequestLock::acquire($fence);
        };
        $check = $this->checks(acquireLock: $acquire)['Locks'];
        self::assertSame([CheckResult::OK, ''], [$check->state, $check->remedy]);
        self::assertFileDoesNotExist((string) RequestLock::path($acquired));
    }

    public function testTheStatusPageNamesLinesOfTheSettingsThatHaveNoEffect(): void
    {
        self::assertSame([CheckResult::OK, 'valid'], [$this->checks()['Settings']->state, $this->checks()['Settings']->found]);
        $this->settings += [
            'departments' => "1: General\n8: Nobody\n2: | hidden",
            'reply_within' => "2: 1 day\nsoon\n9: 2 days",
            'office_hours' => '3: ' . str_repeat('x', 256),
            'message_templates' => "lost\n[7]\nText\n[1]\n" . str_repeat('x', 2_001),
            'hints' => '3: Fine: [rules](https://example.com/)' . "\n99: Nowhere\n4: [rules](/rules)",
        ];
        $check = $this->checks()['Settings'];
        self::assertSame(CheckResult::WARNING, $check->state);
        foreach (
            [
                'Reply times: line 2 has no id and colon', 'Office hours: line 1 has more than 255 characters',
                'Message templates: line 1 is before the first id', 'Message templates: [1] has more than 2000 characters',
                'Departments: department 8 is not in the form', 'Reply times: department 9 is not in the form',
                'Message templates: department 7 is not in the form', 'Hints of custom fields: field 99 is not in the form',
                'Hints of custom fields: field 4 has a link that cannot be used',
            ] as $problem
        ) {
            self::assertStringContainsString($problem, $check->found);
        }
        self::assertCount(9, explode('. ', $check->found));
    }

    public function testAPassedCheckNamesNoRemedy(): void
    {
        foreach ($this->checks() as $name => $check) {
            if (!in_array($name, ['Form', 'PHP extensions', 'Locks'], true)) {
                self::assertSame([CheckResult::OK, ''], [$check->state, $check->remedy], $name);
            }
        }
    }
}
