<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use PHPUnit\Framework\TestCase;

/**
 * Multipart forms, parsed by PHP in its own web server. A form that PHP has shortened is refused, and so is each name
 * that the relay refuses.
 *
 * @group system
 */
final class MultipartTest extends TestCase
{
    private const FIELDS = ['deptid' => '1', 'name' => 'Ada', 'email' => 'ada@example.com', 'subject' => 'A question', 'message' => 'Text'];

    private const LIMITS = ['max_file_uploads=5', 'max_input_vars=40', 'upload_max_filesize=1K', 'display_errors=stderr'];

    private static PhpServer $server;

    public static function setUpBeforeClass(): void
    {
        self::$server = new PhpServer(dirname(__DIR__) . '/standin/multipart-request.php', self::LIMITS);
    }

    public static function tearDownAfterClass(): void
    {
        self::$server->stop();
    }

    private static function part(string $name, string $value, ?string $fileName = null): string
    {
        $file = $fileName === null ? '' : "; filename=\"$fileName\"";
        return "--limit\r\nContent-Disposition: form-data; name=\"$name\"$file\r\n\r\n$value\r\n";
    }

    /** @return array<string, mixed> the decoded ticket, or the error */
    private static function send(string $parts, string $end = "--limit--\r\n", string $type = 'multipart/form-data; boundary=limit'): array
    {
        $fields = implode('', array_map(self::part(...), array_keys(self::FIELDS), self::FIELDS));
        [, $body] = self::$server->post($fields . $parts . $end, ["Content-Type: $type"]);
        return json_decode($body, true, 8, JSON_THROW_ON_ERROR);
    }

    public function testTheFieldsAndFilesOfAFormAreDecoded(): void
    {
        $key = '0191e3a4-7c1b-7d2e-8f30-000000000000';
        $parts = self::part('attachments[]', "a\0\xff\r\n", 'Zürich.txt') . self::part('attachments[]', '', '')
            . self::part('customfield[7]', 'seven') . self::part('customfield[3]', 'three') . self::part('customfield[4]', '')
            . self::part('customfields', base64_encode(serialize([3 => 'other', 9 => 'nine']))) . self::part('idempotency_key', $key)
            . self::part('attachments', base64_encode('[{"name":"first.txt","data":"eA=="}]')) . self::part('token', 'x');
        self::assertSame([
            'key' => $key, 'subject' => 'A question', 'files' => [['first.txt', '78'], ['Zürich.txt', '6100ff0d0a']],
            'answers' => [3 => 'three', 7 => 'seven', 9 => 'nine'],
        ], self::send($parts));
        self::assertSame([], self::send(self::part('attachments[]', ''))['files'], 'an empty file input without a name');
        self::assertNull(self::send(self::part('idempotency_key', ''))['key']);
    }

    /** @return iterable<string, array{string, string|null}> a part, its value, and a file's name */
    public static function unknownNames(): iterable
    {
        foreach (['attachments', 'attachments[a]', 'attachments[0][name]', 'attachments[tmp_name][]', 'other', 'other[]', 'message'] as $name) {
            yield "a file in $name" => [$name, 'a.txt'];
        }
        yield 'an empty file in other' => ['other', ''];
        $texts = [
            'subject[]', 'subject[a]', 'deptid[]', 'token[]', 'idempotency_key[]', 'action[]', 'clientid[]', 'attachments[]', 'customfield',
            'customfield[]', 'customfield[x]', 'customfield[03]', 'customfield[0]', 'customfield[-1]', 'customfield[1][]',
            'customfield[9999999999]', 'sub.ject', 'x', 'Subject', 'GLOBALS', '_SESSION[open_ticket]', "x\xff",
        ];
        foreach ($texts as $name) {
            yield 'the field ' . mb_scrub($name) => [$name, null];
        }
    }

    /** @dataProvider unknownNames */
    public function testANameThatTheRelayRefusesIsUnknown(string $name, ?string $fileName): void
    {
        $response = self::send(self::part($name, 'x', $fileName));
        self::assertSame('unknown_parameter', $response['code'] ?? null, json_encode($response));
    }

    public function testAFormThatPhpMayHaveShortenedIsRefused(): void
    {
        $files = static fn (int $count): string => str_repeat(self::part('attachments[]', 'x', 'a.txt'), $count);
        $answers = static fn (int $count): string =>
            implode('', array_map(static fn (int $id): string => self::part("customfield[$id]", 'x'), range(1, $count)));
        self::assertCount(4, self::send($files(4))['files']);
        self::assertCount(34, self::send($answers(34))['answers']);
        foreach ([5, 6, 30] as $count) {
            $response = self::send($files($count));
            self::assertSame(['rule', 'too_many_files'], [$response['code'], $response['problem']['kind']], "$count files");
        }
        foreach ([35, 36, 400] as $count) {
            self::assertSame('malformed', self::send($answers($count))['code'], "$count answers");
        }
        self::assertSame('too_large', self::send(self::part('attachments[]', str_repeat('x', 1_025), 'a.txt'))['code']);
        self::assertSame('malformed', self::send("--limit\r\nContent-Disposition: form-data; name=\"attachments[]\"; filename=\"a\"\r\n\r\nx", '')['code']);
        self::assertSame('malformed', self::send('', type: 'multipart/form-data')['code'], 'no boundary');
        self::assertSame('malformed', self::send('', type: 'multipart/form-data; boundary=other')['code']);
    }

    public function testNamesOfFilesAreNoPaths(): void
    {
        $names = [
            '../../etc/passwd' => 'passwd', '..\\\\..\\\\a.txt' => 'a.txt', '/etc/a.txt' => 'a.txt', 'CON.txt' => '_CON.txt', '..' => null,
            str_repeat('x', 300) . '.txt' => null, "a\u{202e}txt.exe" => 'atxt.exe', '%2e%2e%2fa.txt' => '%2e%2e%2fa.txt',
            '{$smarty.version}.txt' => '{$smarty.version}.txt', "x\xff.txt" => null, "a\0b.txt" => null, "'; DROP TABLE x; --" => null,
        ];
        foreach ($names as $name => $expected) {
            [[$stored]] = self::send(self::part('attachments[]', 'x', $name))['files'];
            self::assertDoesNotMatchRegularExpression('~[/\\\\\0]|\A\.{0,2}\z~', $stored);
            self::assertLessThanOrEqual(255, strlen($stored));
            self::assertSame($expected ?? $stored, $stored);
        }
    }

    public function testWithoutAFolderForTemporaryFilesTheFormIsUnavailable(): void
    {
        $server = new PhpServer(dirname(__DIR__) . '/standin/multipart-request.php', ['upload_tmp_dir=/proc/none'], ['TMPDIR' => '/proc/none']);
        $fields = implode('', array_map(self::part(...), array_keys(self::FIELDS), self::FIELDS));
        $body = $fields . self::part('attachments[]', 'x', 'a.txt') . "--limit--\r\n";
        [, $response] = $server->post($body, ['Content-Type: multipart/form-data; boundary=limit']);
        $server->stop();
        self::assertSame('unavailable', json_decode($response, true)['code'] ?? null, $response);
    }
}
