<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;

/** The table of cases, which contains the responses of the relay. */
final class CasesTest extends TicketTestCase
{
    /** @return iterable<string, array{array<string, mixed>}> */
    public static function cases(): iterable
    {
        foreach (self::table()['cases'] as $index => $case) {
            yield "$index: {$case['name']}" => [$case];
        }
    }

    /**
     * @param array<string, mixed> $case
     * @dataProvider cases
     */
    public function testTheAddOnRespondsLikeTheRelay(array $case): void
    {
        $this->settings += ['per_hour' => '0', 'per_day' => '0', 'total_per_day' => '0', 'refused_per_hour' => '0'];
        $this->rules = new TableRules(self::table()['rules']);
        if ($case['client']) {
            $this->signIn(1);
        }
        $response = $this->post($case['body']);
        $body = self::json($response);
        unset($body['id'], $body['tid'], $body['c']);
        if (isset($body['code'])) {
            unset($body['message']);
        }
        self::assertSame($case['status'], $response->status, $response->body . implode(' ', LocalApiClient::$activity));
        self::assertEquals($case['response'], $body);
        self::assertEquals($case['sent'], self::sent());
    }

    /** @return array<string, mixed> */
    private static function table(): array
    {
        static $table = null;
        $table ??= json_decode((string) file_get_contents(__DIR__ . '/../generated/relay-responses.json'), true, 64, JSON_THROW_ON_ERROR);
        return $table;
    }

    /** Returns the parameters that WHMCS received, decoded as in the table. @return array<string, mixed>|null */
    private static function sent(): ?array
    {
        $calls = LocalApiClient::callsOf('OpenTicket');
        if ($calls === []) {
            return null;
        }
        $values = [];
        foreach ($calls[0] as $name => $value) {
            $values[$name] = match (true) {
                $name === 'attachments' => json_decode((string) base64_decode($value, true), true),
                $name === 'customfields' => base64_decode($value, true),
                is_bool($value) => (string) (int) $value,
                default => (string) $value,
            };
        }
        // The relay's token in the table names no user.
        unset($values['userid']);
        return $values;
    }
}
