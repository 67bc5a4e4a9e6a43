<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Page\ClientPage;
use OpenTicket\Whmcs\Page\Languages;
use OpenTicket\Whmcs\Page\Status;
use OpenTicket\Whmcs\Page\StatusCheck;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Tests\Standin\Database;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** The form on WHMCS's page, and the status page. */
final class PagesTest extends TicketTestCase
{
    private const VARS = ['token' => 'abc123', 'WEB_ROOT' => '/billing', 'language' => 'german', 'deptid' => '3'];

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
        ClientPage::prepare(['token' => $attack, 'WEB_ROOT' => $attack, 'language' => $attack, 'deptid' => $attack, 'LANG' => ['locale' => $attack]]);
        $html = ClientPage::html();
        self::assertStringNotContainsString('<script>alert', $html);
        self::assertStringNotContainsString('data-accent', $html);
        self::assertStringNotContainsString('department=', $html);
        self::assertStringContainsString('lang="en"', $html);
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
        $vars = self::VARS + ['captcha' => $captcha, 'captchaForm' => 'submitticket'];
        ClientPage::prepare($vars);
        self::assertSame('', ClientPage::html(), 'a captcha for guests');
        self::assertArrayNotHasKey('open_ticket', $_SESSION, 'a guest without a captcha cannot send');
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
            ] as [$name, $locale, $tag]
        ) {
            self::assertSame($tag, Languages::tag($name, $locale), "$name $locale");
        }
    }

    /** @return array<string, StatusCheck> */
    private function checks(PhpLimits $limits = new PhpLimits(8 << 20, 128 << 20, 2 << 20, 20), string $php = PHP_VERSION): array
    {
        $checks = (new Status(Settings::fromArray($this->settings), $limits, $php))->checks();
        return array_combine(array_map(static fn (StatusCheck $it): string => $it->name, $checks), $checks);
    }

    public function testEveryFailedCheckNamesARemedy(): void
    {
        $failures = [
            'PHP' => $this->checks(php: '8.0.30'),
            'post_max_size' => $this->checks(new PhpLimits(2 << 20, 128 << 20, 2 << 20, 20)),
            'memory_limit' => $this->checks(new PhpLimits(64 << 20, 128 << 20, 2 << 20, 20)),
            'upload_max_filesize, max_file_uploads' => $this->checks(new PhpLimits(8 << 20, 128 << 20, 2 << 20, 1)),
        ];
        LocalApiClient::$changes['WhmcsDetails'] = static fn (): array => ['result' => 'success', 'whmcs' => ['version' => '8.7.3']];
        LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => ['result' => 'error'];
        open_ticket_deactivate();
        Capsule::schema()->drop('tblknowledgebasecats');
        $checks = $this->checks();
        $failures += ['WHMCS' => $checks, 'Tables' => $checks, 'Departments' => $checks, 'Suggestions' => $checks];
        foreach ($failures as $name => $found) {
            self::assertNotSame(StatusCheck::OK, $found[$name]->state, $name);
            self::assertMatchesRegularExpression('/[A-Z].*\.$/', $found[$name]->remedy, $name);
        }
    }

    public function testTheStatusPageCountsTheArticlesThatAreSuggested(): void
    {
        self::assertSame('public articles: 0', $this->checks()['Suggestions']->found);
        Database::addArticles(array_fill(0, 2_001, ['title' => 'T', 'text' => 'x']));
        Database::addArticles([['title' => 'Private', 'text' => 'x']], columns: ['private' => 'on']);
        $check = $this->checks()['Suggestions'];
        self::assertSame([StatusCheck::WARNING, 'public articles: 2001'], [$check->state, $check->found]);
        self::assertStringContainsString('first 2000', $check->remedy);
        $this->settings['suggestions'] = '';
        self::assertSame([StatusCheck::OK, 'off'], [$this->checks()['Suggestions']->state, $this->checks()['Suggestions']->found]);
    }

    public function testAPassedCheckNamesNoRemedy(): void
    {
        foreach ($this->checks() as $name => $check) {
            if (!in_array($name, ['Form', 'PHP extensions'], true)) {
                self::assertSame([StatusCheck::OK, ''], [$check->state, $check->remedy], $name);
            }
        }
    }
}
