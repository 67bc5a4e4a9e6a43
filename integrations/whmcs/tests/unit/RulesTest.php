<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\RulesFactory;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** The rules that the form receives. */
final class RulesTest extends TicketTestCase
{
    public function testTheRulesHaveTheFormatOfTheRelay(): void
    {
        $table = json_decode((string) file_get_contents(__DIR__ . '/../generated/relay-responses.json'), true);
        $this->signIn(1);
        $rules = self::json($this->get());
        self::assertSame(200, $this->get()->status);
        $whereTheyDiffer = ['suggestions', 'incident'];
        self::assertEqualsCanonicalizing(
            array_diff(array_keys($table['rules']), $whereTheyDiffer),
            array_diff(array_keys($rules), $whereTheyDiffer),
        );
        foreach (['limits', 'markdown'] as $part) {
            self::assertEqualsCanonicalizing(array_keys($table['rules'][$part]), array_keys($rules[$part]), $part);
        }
        foreach ($table['rules']['departments'] as $index => $department) {
            $own = $rules['departments'][$index];
            self::assertEqualsCanonicalizing(array_keys($department), array_keys($own));
            foreach (['id', 'name', 'description', 'clients_only'] as $key) {
                // The stand-in has a text with an entity, which is decoded.
                $expected = $key === 'description' ? str_replace('payments and', 'payments &', $department[$key]) : $department[$key];
                self::assertSame($expected, $own[$key]);
            }
            self::assertSame(array_column($department['fields'], 'id'), array_column($own['fields'], 'id'));
            foreach ($department['fields'] as $number => $field) {
                self::assertEqualsCanonicalizing(array_keys($field), array_keys($own['fields'][$number]));
                foreach (['name', 'kind', 'required', 'pattern', 'options'] as $key) {
                    self::assertSame($field[$key], $own['fields'][$number][$key], $field['name']);
                }
            }
        }
    }

    public function testAGuestGetsNoServicesAndAClientOnlyTheirOwn(): void
    {
        $rules = self::json($this->get());
        self::assertSame([], $rules['related']);
        self::assertNull($rules['requester']);
        $this->signIn(2);
        $rules = self::json($this->get());
        self::assertSame(['S1', 'D1'], array_column($rules['related'], 'id'));
        self::assertSame(['name' => 'Charles Babbage', 'email' => 'charles@example.com'], $rules['requester']);
        self::assertDoesNotMatchRegularExpression('/username|dedicatedip|serverid/', $this->get()->body);
        $this->signIn(3);
        self::assertSame(['S2', 'D2'], array_column(self::json($this->get())['related'], 'id'));
    }

    public function testAUserWithoutAClientIsAGuest(): void
    {
        $this->signIn(4);
        self::assertNull(self::json($this->get())['requester']);
    }

    public function testServicesInEachDocumentedFormatAreRead(): void
    {
        $this->signIn(1);
        LocalApiClient::$changes['GetClientsProducts'] = static fn (): array => [
            'result' => 'success', 'totalresults' => 1,
            'products' => ['product' => ['id' => 7, 'clientid' => '1', 'name' => 'A &amp; B', 'domain' => '', 'status' => 'Active']],
        ];
        LocalApiClient::$changes['GetClientsDomains'] = static fn (): array => [
            'status' => 'success', 'totalresults' => '2',
            'domains[domain][0][id]' => '8', 'domains[domain][0][userid]' => '1', 'domains[domain][0][domainname]' => 'a.example',
            'domains[domain][1][id]' => '9', 'domains[domain][1][userid]' => '2', 'domains[domain][1][domainname]' => 'b.example',
        ];
        self::assertSame(
            [['id' => 'S7', 'name' => 'A & B', 'status' => 'Active'], ['id' => 'D8', 'name' => 'a.example', 'status' => '']],
            self::json($this->get())['related'],
        );
    }

    public function testWithoutServicesTheFormStillWorksAndWithoutDepartmentsItDoesNot(): void
    {
        $this->signIn(1);
        LocalApiClient::$changes['GetClientsProducts'] = static fn (): array => ['result' => 'error', 'message' => 'x'];
        self::assertSame([], self::json($this->get())['related']);
        LocalApiClient::$changes['GetSupportDepartments'] = static fn (): array => throw new \RuntimeException('secret');
        $this->assertRefused(503, 'unavailable', $this->get());
        self::assertStringNotContainsString('secret', $this->get()->body);
    }

    public function testSettingsChangeDepartmentsAndHints(): void
    {
        $this->settings += [
            'departments' => "1: Before you order | clients only\r\n3: | hidden\n2 no colon\nx: y",
            'hints' => '3: Change it afterwards',
        ];
        $departments = self::json($this->get())['departments'];
        self::assertSame([1, 2], array_column($departments, 'id'));
        self::assertSame(['Before you order', true], [$departments[0]['description'], $departments[0]['clients_only']]);
        $this->settings['departments'] = '';
        $fields = self::json($this->get())['departments'][2]['fields'];
        self::assertSame('Change it afterwards', $fields[2]['help']);
    }

    public function testLinksInDescriptionsAndHintsAreKeptAndErrorsShowTheirText(): void
    {
        $stored = '&lt;b&gt;Read&lt;/b&gt; our &lt;a href=&quot;https://example.com/?a=1&amp;amp;b=2&quot; target=&quot;_blank&quot;&gt;'
            . 'privacy policy&lt;/a&gt;';
        Capsule::table('tblcustomfields')->where('id', 5)->update(['description' => $stored]);
        Capsule::table('tblcustomfields')->where('id', 1)->update(['description' => html_entity_decode($stored)]);
        $this->settings['hints'] = '3: As in our [rules](https://example.com/rules)';
        $fields = array_column(self::json($this->get())['departments'][2]['fields'], null, 'id');
        $policy = 'Read our [privacy policy](https://example.com/?a=1&b=2)';
        self::assertSame([$policy, $policy], [$fields[5]['help'], $fields[1]['help']]);
        self::assertSame('As in our [rules](https://example.com/rules)', $fields[3]['help']);
        self::assertSame('Read our privacy policy', $fields[1]['pattern_help']);
        self::assertSame('As in our rules', $fields[3]['pattern_help']);
    }

    public function testARequiredTickBoxIsRefusedUnlessItIsTickedAndIsStoredAsOn(): void
    {
        Capsule::table('tblcustomfields')->where('id', 5)->update(['required' => 'on']);
        $ticket = ['deptid' => '3'] + self::TICKET;
        $answers = static fn (array $answers): string => base64_encode(serialize($answers));
        $refused = $this->post($ticket + ['customfields' => $answers([1 => 'web-1'])], self::key());
        $this->assertRefused(422, 'rule', $refused);
        self::assertSame(['custom_field:5', ['kind' => 'missing']], [self::json($refused)['field'], self::json($refused)['problem']]);
        $opened = $this->post($ticket + ['customfields' => $answers([1 => 'web-1', 5 => 'on'])], self::key());
        self::assertSame('success', self::json($opened)['result']);
        $sent = LocalApiClient::callsOf('OpenTicket')[0]['customfields'];
        self::assertSame([1 => 'web-1', 5 => 'on'], unserialize(base64_decode($sent), ['allowed_classes' => false]));
    }

    public function testDepartmentsHaveReplyTimesOfficeHoursAndMessageTemplates(): void
    {
        $this->settings += [
            'reply_within' => "1: 1 working day\r\n 2 :  2 days \r\n\r\nno id\r\n3:",
            'office_hours' => '1: Monday to Friday, 9:00 to 17:00 &quot;CET&quot;',
            'message_templates' => "[1]\r\n\r\n**What I did**\r\n\r\n1: x &lt; y\r\n\r\n[3]\r\n[x]\r\nText",
        ];
        $departments = self::json($this->get())['departments'];
        self::assertSame(['1 working day', '2 days', ''], array_column($departments, 'reply_within'));
        self::assertSame(['Monday to Friday, 9:00 to 17:00 "CET"', '', ''], array_column($departments, 'office_hours'));
        self::assertSame(["**What I did**\n\n1: x < y", '', "[x]\nText"], array_column($departments, 'message_template'));
    }

    public function testAnUnchangedTemplateIsNotAMessage(): void
    {
        $this->settings['message_templates'] = "[1]\nWhat happened?\n\nSince when?";
        foreach (["What happened?\n\nSince when?", " What happened?\r\n\r\nSince when?\n "] as $message) {
            $response = $this->post(['message' => $message] + self::TICKET, self::key());
            $this->assertRefused(422, 'rule', $response);
            self::assertSame(['message', ['kind' => 'missing']], [self::json($response)['field'], self::json($response)['problem']]);
        }
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
        $answered = $this->post(['message' => "What happened?\nIt is slow.\nSince when?"] + self::TICKET, self::key());
        self::assertSame('success', self::json($answered)['result']);
    }

    public function testAValueThatTheRelayWouldRefuseIsNotUsed(): void
    {
        foreach (["1: a\tb", "1: \u{200b}", '1: ' . str_repeat('ü', 256), '0: x', '99999999999: x', "1: \u{7}"] as $line) {
            $settings = Settings::fromArray(['reply_within' => $line]);
            self::assertSame([[], 1], [$settings->replyTimes, count($settings->unusable)], $line);
        }
        foreach (["[1]\n\u{200b}\n", "[1]\na\u{0}b", "[1]\n" . str_repeat('ü', 2_001), "x\n[0]"] as $text) {
            $settings = Settings::fromArray(['message_templates' => $text]);
            self::assertSame([], $settings->messageTemplates, $text);
            self::assertNotSame([], $settings->unusable, $text);
        }
        self::assertSame([1 => str_repeat('ü', 255)], Settings::fromArray(['reply_within' => '1: ' . str_repeat('ü', 255)])->replyTimes);
        self::assertSame([1 => "a\tb"], Settings::fromArray(['message_templates' => "[1]\na\tb"])->messageTemplates);
    }

    public function testADepartmentWithoutDetailsIsForClientsOnly(): void
    {
        Capsule::schema()->drop('tblticketdepartments');
        $this->settings['departments'] = '1: General';
        $departments = self::json($this->get())['departments'];
        self::assertSame([1 => false, 2 => true, 3 => true], array_column($departments, 'clients_only', 'id'));
    }

    public function testHiddenDepartmentsAndFieldsForStaffAreNotShown(): void
    {
        Capsule::table('tblticketdepartments')->where('id', 1)->update(['hidden' => 'on']);
        $rules = $this->get()->body;
        self::assertStringNotContainsString('General', $rules);
        self::assertStringNotContainsString('Internal', $rules);
        self::assertStringNotContainsString('Fax', $rules);
    }

    public function testFileTypesAreWhmcsOwnUnlessTheSettingsListSome(): void
    {
        self::assertContains('pdf', self::json($this->get())['limits']['extensions']);
        $this->settings['extensions'] = '.JPG, *.png;gif';
        self::assertSame(['jpg', 'png', 'gif'], self::json($this->get())['limits']['extensions']);
        $this->settings['extensions'] = '';
        Capsule::table('tblconfiguration')->where('setting', 'TicketAllowedFileTypes')->delete();
        self::assertSame(['jpg', 'gif', 'jpeg', 'png'], self::json($this->get())['limits']['extensions']);
    }

    /** @return iterable<string, array{int, int, int}> */
    public static function phpLimits(): iterable
    {
        yield 'the defaults of PHP' => [8 << 20, 128 << 20, 8 << 20];
        yield 'no limits' => [0, -1, 64 << 20];
        yield 'little memory' => [8 << 20, 64 << 20, intdiv(16 << 20, 5)];
        yield 'very little memory' => [8 << 20, 16 << 20, 1 << 20];
    }

    /** @dataProvider phpLimits */
    public function testLimitsFollowThoseOfPhp(int $post, int $memory, int $request): void
    {
        $php = new PhpLimits($post, $memory, 2 << 20, 20);
        $limits = (new RulesFactory(Settings::fromArray(['max_file_mb' => '100']), $php))->limits();
        self::assertSame($request, $limits->requestBytes);
        self::assertSame($limits->totalBytes, $limits->fileBytes);
        self::assertLessThan($request, intdiv($limits->totalBytes * 16, 9) + 200_000);
    }

    public function testSizesInPhpsNotationAreParsed(): void
    {
        foreach (['8M' => 8 << 20, '1G' => 1 << 30, '512K' => 512 << 10, '100' => 100, '-1' => -1, '' => 0] as $text => $bytes) {
            self::assertSame($bytes, PhpLimits::bytes((string) $text));
        }
    }
}
