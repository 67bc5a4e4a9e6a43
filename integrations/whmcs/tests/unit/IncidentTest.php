<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use WHMCS\Database\Capsule;

/** The line about WHMCS's open network issues. */
final class IncidentTest extends TicketTestCase
{
    /** @param array<string, mixed> $columns */
    private static function add(
        string $title,
        string $priority,
        string $status,
        string $start = '-1 hour',
        ?string $end = null,
        array $columns = [],
    ): void {
        $time = static fn (string $offset): string => date('Y-m-d H:i:s', (int) strtotime($offset));
        Capsule::table('tblnetworkissues')->insert([
            'title' => $title, 'priority' => $priority, 'status' => $status, 'startdate' => $time($start),
            'enddate' => $end === null ? null : $time($end),
        ] + $columns);
    }

    /** @return array{text: string, url: string|null}|null */
    private function incident(): ?array
    {
        return self::json($this->get())['incident'];
    }

    public function testTheMostImportantOpenIssueIsShownWithALinkToTheStatusPage(): void
    {
        self::assertNull($this->incident());
        self::add('Slow email', 'Low', 'Investigating');
        self::assertSame(['text' => 'Slow email', 'url' => 'http://127.0.0.1/serverstatus.php'], $this->incident());
        self::add('Old outage', 'High', 'In Progress', '-3 hours');
        self::add('New outage', 'High', 'Outage');
        self::add('Question', 'Medium', 'Reported');
        self::assertSame('New outage', $this->incident()['text']);
        self::add('Fire', 'Critical', 'Reported', '-9 days');
        self::assertSame('Fire', $this->incident()['text']);
    }

    public function testResolvedAndFutureIssuesAreNotShown(): void
    {
        self::add('Resolved', 'Critical', 'Resolved');
        self::add('Next week', 'Critical', 'Scheduled', '+7 days');
        self::add('Announced', 'Critical', 'Reported', '+1 hour');
        self::add('Maintenance of yesterday', 'Critical', 'Scheduled', '-1 day', '-20 hours');
        self::assertNull($this->incident());
        self::add('Maintenance now', 'Low', 'Scheduled', '-1 hour', '+1 hour');
        self::assertSame('Maintenance now', $this->incident()['text']);
    }

    public function testTheLineIsPlainTextOfAtMost200Characters(): void
    {
        self::add(" <b>5 &lt; 6</b>\r\n\u{0007}&amp;&nbsp;<script>alert(1)</script> more ", 'Low', 'Outage');
        self::assertSame('5 < 6 & more', $this->incident()['text']);
        Capsule::table('tblnetworkissues')->update(['title' => str_repeat('ü', 200)]);
        self::assertSame(str_repeat('ü', 200), $this->incident()['text']);
        Capsule::table('tblnetworkissues')->update(['title' => str_repeat('ü', 201)]);
        self::assertSame(str_repeat('ü', 199) . '…', $this->incident()['text']);
        Capsule::table('tblnetworkissues')->update(['title' => ' <br> ']);
        self::assertNull($this->incident());
    }

    public function testTheFormWorksWithoutNetworkIssues(): void
    {
        self::add('Fire', 'Critical', 'Reported');
        $this->settings['incident'] = '';
        self::assertNull($this->incident());
        unset($this->settings['incident']);
        Capsule::schema()->drop('tblnetworkissues');
        self::assertNull($this->incident());
        self::assertSame(200, $this->get()->status);
    }

    public function testIssuesThatWhmcsShowsToClientsOnlyAreNotShownToGuests(): void
    {
        self::add('Fire', 'Critical', 'Reported');
        Capsule::table('tblconfiguration')->insert(['setting' => 'NetworkIssuesRequireLogin', 'value' => 'on']);
        self::assertNull($this->incident());
        $this->signIn(1);
        self::assertSame('Fire', $this->incident()['text']);
    }

    public function testGuestsSeeNoIssueIfTheSettingForClientsOnlyCannotBeRead(): void
    {
        self::add('Fire', 'Critical', 'Reported');
        LocalApiClient::$changes['GetConfigurationValue'] = static fn (array $parameters, callable $original): array =>
            $parameters['setting'] === 'NetworkIssuesRequireLogin' ? throw new \RuntimeException('x') : $original();
        self::assertNull($this->incident());
        $this->signIn(1);
        self::assertSame('Fire', $this->incident()['text']);
    }

    public function testAnIssueOfAServerIsShownOnlyToClientsWithAServiceOnIt(): void
    {
        $service = static fn (int $server, string $status = 'Active'): array => [
            'result' => 'success', 'totalresults' => 1, 'products' => ['product' => [
                ['id' => 1, 'clientid' => 1, 'serverid' => (string) $server, 'name' => 'Web', 'domain' => '', 'status' => $status],
            ]],
        ];
        self::add('Server 7 is down', 'Critical', 'Outage', columns: ['type' => 'Server', 'server' => 7]);
        self::add('Email is slow', 'Low', 'Reported');
        self::assertSame('Email is slow', $this->incident()['text'], 'a guest');
        $this->signIn(1);
        foreach (
            [
                ['Server 7 is down', $service(7)],
                ['Server 7 is down', $service(7, 'Suspended')],
                ['Email is slow', $service(8)],
                ['Email is slow', $service(7, 'Terminated')],
                ['Email is slow', $service(0)],
                ['Email is slow', ['result' => 'success', 'totalresults' => 0, 'products' => '']],
            ] as [$expected, $response]
        ) {
            LocalApiClient::$changes['GetClientsProducts'] = static fn (): array => $response;
            self::assertSame($expected, $this->incident()['text'], json_encode($response, JSON_THROW_ON_ERROR));
        }
    }

    public function testAnIssueOfTheTypeServerWithoutAServerAffectsEveryone(): void
    {
        foreach ([['type' => 'Server', 'server' => 0], ['type' => 'server'], ['type' => 'System', 'server' => 7]] as $columns) {
            Capsule::table('tblnetworkissues')->delete();
            self::add('Outage', 'High', 'Outage', columns: $columns);
            self::assertSame('Outage', $this->incident()['text']);
        }
    }

    public function testIssuesOfServersAreNotShownIfTheServersOfTheClientCannotBeRead(): void
    {
        self::add('Server 7 is down', 'Critical', 'Outage', columns: ['type' => 'Server', 'server' => 7]);
        $this->signIn(1);
        LocalApiClient::$changes['GetClientsProducts'] = static fn (): array => ['result' => 'error', 'message' => 'x'];
        self::assertNull($this->incident());
        self::add('Email is slow', 'Low', 'Reported');
        self::assertSame('Email is slow', $this->incident()['text']);
    }

    public function testAnIssueWhoseEndHasPassedIsNotShownWithAnyStatus(): void
    {
        foreach (['Reported', 'Investigating', 'In Progress', 'Outage', 'Scheduled'] as $status) {
            self::add("Ended: $status", 'Critical', $status, '-3 hours', '-1 hour');
        }
        self::assertNull($this->incident());
        self::add('Not ended', 'Low', 'Outage', '-3 hours', '+1 hour');
        self::assertSame('Not ended', $this->incident()['text']);
        Capsule::table('tblnetworkissues')->where('title', 'Not ended')->update(['enddate' => '0000-00-00 00:00:00']);
        self::assertSame('Not ended', $this->incident()['text']);
    }

    public function testAResolvedIssueIsRecognizedWithSpacesAndInAnyCase(): void
    {
        foreach (['Resolved ', ' resolved', "RESOLVED\t"] as $status) {
            self::add('Over', 'Critical', $status);
        }
        self::assertNull($this->incident());
    }

    public function testTheLinkIsLeftOutIfTheFormWouldNotShowIt(): void
    {
        self::add('Fire', 'Critical', 'Reported');
        foreach (['https://user:password@example.com/', 'https://example.com/a b/', 'ftp://example.com/', ''] as $systemUrl) {
            Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->update(['value' => $systemUrl]);
            self::assertSame(['text' => 'Fire', 'url' => null], $this->incident(), $systemUrl);
        }
    }
}
