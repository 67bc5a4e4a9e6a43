<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use WHMCS\Database\Capsule;

/** The line about WHMCS's open network issues. */
final class IncidentTest extends TicketTestCase
{
    private static function add(string $title, string $priority, string $status, string $start = '-1 hour', ?string $end = null): void
    {
        $time = static fn (string $offset): string => date('Y-m-d H:i:s', (int) strtotime($offset));
        Capsule::table('tblnetworkissues')->insert([
            'title' => $title, 'priority' => $priority, 'status' => $status, 'startdate' => $time($start),
            'enddate' => $end === null ? null : $time($end),
        ]);
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
}
