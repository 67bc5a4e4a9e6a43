<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Http\Csrf;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Store\RateLimits;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Whmcs\Requester;

/** Requests of other sites, and rate limits. */
final class AccessTest extends TicketTestCase
{
    public function testWithoutTheTokenOfTheSessionNothingIsOpened(): void
    {
        $send = fn (array $headers) => $this->send(
            new Request('POST', [], $headers + ['content-type' => self::FORM], http_build_query(self::TICKET)),
        );
        $this->assertRefused(401, 'token_invalid', $send([]), 'no session and no token');
        $this->assertRefused(401, 'token_expired', $send(['x-csrf-token' => 'abc']), 'no session');
        Csrf::remember('abc', Requester::current());
        $this->assertRefused(401, 'token_invalid', $send([]), 'no token');
        foreach (['abd', 'ABC', 'ab', 'abcd', 'csrf:abc', "abc\0", '0'] as $token) {
            $this->assertRefused(401, 'token_expired', $send(['x-csrf-token' => $token]), $token);
        }
        $this->assertRefused(401, 'token_invalid', $send(['authorization' => 'Bearer abc']), 'another header');
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
        self::assertSame(200, $send(['x-csrf-token' => 'abc'])->status);
    }

    public function testATokenOfAnotherPersonIsRefused(): void
    {
        Csrf::remember('abc', Requester::current());
        $this->signIn(1);
        $request = new Request('POST', [], ['content-type' => self::FORM, 'x-csrf-token' => 'abc'], http_build_query(self::TICKET));
        $this->assertRefused(401, 'token_expired', $this->send($request));
        Csrf::remember('abc', Requester::current());
        self::assertSame(200, $this->send($request)->status);
        $this->signIn(2);
        $this->assertRefused(401, 'token_expired', $this->send($request), 'another user of the client');
    }

    public function testAnEmptyTokenFromWhmcsProtectsNothingAndIsRefused(): void
    {
        $_SESSION['open_ticket'] = ['token' => '', 'requester' => 'guest'];
        $this->assertRefused(401, 'token_invalid', $this->send(
            new Request('POST', [], ['content-type' => self::FORM, 'x-csrf-token' => ''], http_build_query(self::TICKET)),
        ));
    }

    public function testPagesOfOtherOriginsAreRefused(): void
    {
        $own = ['host' => 'example.com'];
        foreach (
            [
                ['sec-fetch-site' => 'cross-site'], ['sec-fetch-site' => 'same-site'], ['sec-fetch-site' => 'none'],
                ['origin' => 'https://evil.example'], ['origin' => 'null'], ['origin' => 'https://example.com.evil.example'],
                ['origin' => 'https://example.com:8443'], ['origin' => 'x'],
            ] as $headers
        ) {
            $response = $this->post(self::TICKET, null, $headers + $own);
            $this->assertRefused(403, 'origin', $response, json_encode($headers));
        }
        foreach ([['sec-fetch-site' => 'same-origin'], ['origin' => 'https://example.com'], ['origin' => 'http://127.0.0.1'], []] as $headers) {
            self::assertSame(200, $this->post(self::TICKET, null, $headers + $own)->status, json_encode($headers));
        }
    }

    public function testTicketsPerHourAreLimitedAndRetriesDoNotCount(): void
    {
        $this->settings += ['per_hour' => '2'];
        $key = self::key();
        self::assertSame(200, $this->post(self::TICKET, $key)->status);
        self::assertSame(200, $this->post(self::TICKET, $key)->status, 'a retry');
        self::assertSame(200, $this->post(self::TICKET, self::key())->status);
        $refusedKey = self::key();
        $response = $this->post(self::TICKET, $refusedKey);
        $this->assertRefused(429, 'rate', $response);
        $wait = (int) $response->headers['Retry-After'];
        self::assertTrue($wait > 3_500 && $wait <= 3_660, (string) $wait);
        self::assertSame(200, $this->post(self::TICKET, $key)->status, 'a retry at the limit');
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $refusedKey])->body);
        $this->settings['per_hour'] = '0';
        self::assertSame(200, $this->post(self::TICKET, $refusedKey)->status, 'the key is free');
    }

    public function testAClientIsLimitedAtAnyAddress(): void
    {
        $this->settings += ['per_hour' => '1', 'address_header' => 'CF-Connecting-IP'];
        $this->signIn(1);
        $from = fn (string $address): int => $this->post(self::TICKET, self::key(), ['cf-connecting-ip' => $address])->status;
        self::assertSame([200, 429], [$from('192.0.2.1'), $from('192.0.2.2')]);
        $this->signIn(3);
        self::assertSame([200, 429], [$from('192.0.2.3'), $from('192.0.2.3')]);
    }

    public function testRefusedRequestsAreLimited(): void
    {
        $this->settings += ['refused_per_hour' => '3'];
        $statuses = array_map(fn (): int => $this->post(['x' => '1'])->status, range(1, 4));
        self::assertSame([400, 400, 400, 429], $statuses);
        $this->assertRefused(429, 'rate', $this->post(self::TICKET));
    }

    public function testAnIpv6SubscribersNetworkCountsAsOneAddress(): void
    {
        foreach (
            [
                '192.0.2.7' => '192.0.2.7', '2001:db8:1:2::1' => '2001:db8:1:2::/64', '2001:db8:1:2:ffff::9' => '2001:db8:1:2::/64',
                '2001:db8:1:3::1' => '2001:db8:1:3::/64', '' => '', 'x' => 'x',
                // A server that accepts IPv4 on an IPv6 socket.
                '::ffff:192.0.2.7' => '192.0.2.7', '::ffff:c000:207' => '192.0.2.7',
                // An IPv4 client that a server with IPv6 only sees through a translator (RFC 6052).
                '64:ff9b::198.51.100.1' => '198.51.100.1', '64:ff9b:1::198.51.100.1' => '64:ff9b:1::/64',
            ] as $address => $subject
        ) {
            self::assertSame($subject, RateLimits::subject($address));
        }
    }

    public function testAnAddressHeaderThatIsNotSetIsNotTrusted(): void
    {
        $this->settings += ['per_hour' => '1'];
        $from = fn (string $address): int => $this->post(self::TICKET, self::key(), ['x-forwarded-for' => $address])->status;
        self::assertSame([200, 429], [$from('192.0.2.1'), $from('192.0.2.2')]);
        $this->settings['address_header'] = 'X-Forwarded-For';
        self::assertSame([200, 200, 429], [$from('192.0.2.1'), $from('192.0.2.2'), $from('192.0.2.2')]);
        // A proxy that appends an address keeps the ones that the visitor sent before it.
        self::assertSame([429, 200], [$from('8.8.8.8, 192.0.2.2'), $from('192.0.2.2, 9.9.9.9')]);
        // The addresses of proxies in the operator's network are skipped.
        self::assertSame([429, 200], [$from('8.8.8.8, 9.9.9.9, 10.0.0.2, 192.168.1.1'), $from('9.9.9.9, 1.1.1.1, fd00::1')]);
        self::assertSame(429, $from("' OR 1=1"), 'not an address: the address of the connection counts');
    }

    public function testAnAddressMayHaveAPortBracketsOrAZone(): void
    {
        $this->settings += ['address_header' => 'X-Forwarded-For', 'per_hour' => '1'];
        $from = fn (string $address): int => $this->post(self::TICKET, self::key(), ['x-forwarded-for' => $address])->status;
        $same = [
            ['8.8.8.8:40123', '8.8.8.8', '::ffff:8.8.8.8', '[::ffff:8.8.8.8]:80', '1.1.1.1, 8.8.8.8:1, 10.0.0.2:2', '8.8.8.8,[fd00::1]'],
            ['[2a00:1450::1]:443', '2a00:1450::1', '[2a00:1450::1]', '2a00:1450::2%eth0', '[2a00:1450::3%1]:80', '2a00:1450:0:0:0:0:0:4:443'],
        ];
        foreach ($same as $addresses) {
            $statuses = array_map($from, $addresses);
            self::assertSame([200, ...array_fill(0, count($addresses) - 1, 429)], $statuses, implode(' ', $addresses));
        }
        // Not addresses: the address of the connection counts.
        $others = ['9.9.9.9:', '9.9.9.9:123456', '[9.9.9.9', '9.9.9.9]', '[]', ':80', '9.9.9.9 x', "9.9.9.9:80' --", 'unknown', '1.2.3', '[1.2.3.4]', '9.9.9.9%eth0'];
        self::assertSame([200, ...array_fill(0, count($others) - 1, 429)], array_map($from, $others));
    }

    public function testTheActivityLogContainsNoUserInput(): void
    {
        LocalApiClient::$changes['OpenTicket'] = static fn (array $parameters): array => throw new \RuntimeException($parameters['message']);
        LocalApiClient::$changes['GetTickets'] = static fn (): array => throw new \RuntimeException('ada@example.com');
        $this->post(['message' => 'secret text'] + self::TICKET, self::key());
        $log = implode("\n", LocalApiClient::$activity);
        self::assertStringContainsString('not confirmed', $log);
        self::assertDoesNotMatchRegularExpression('/secret|ada@|question/i', $log);
    }
}
