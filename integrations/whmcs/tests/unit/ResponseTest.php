<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use PHPUnit\Framework\TestCase;

/** Responses that are complete before their script ends, with PHP's own web server. */
final class ResponseTest extends TestCase
{
    /** @return iterable<string, array{list<string>}> */
    public static function settings(): iterable
    {
        yield 'the defaults' => [[]];
        yield 'output buffering' => [['output_buffering=4096']];
        yield 'compression by PHP' => [['zlib.output_compression=1']];
        yield 'both' => [['zlib.output_compression=4096', 'output_buffering=4096', 'zlib.output_compression_level=9']];
        yield 'disabled functions' => [['disable_functions=ini_set,ignore_user_abort,set_time_limit']];
    }

    /**
     * @param list<string> $settings
     * @dataProvider settings
     * @group system
     */
    public function testTheBrowserDoesNotWaitForWhatFollowsTheResponse(array $settings): void
    {
        $folder = sys_get_temp_dir() . '/open-ticket-response-' . bin2hex(random_bytes(6));
        mkdir($folder);
        $server = new PhpServer(dirname(__DIR__) . '/standin/complete-response.php', $settings, ['STANDIN_ROOT' => $folder]);
        try {
            [$head, $body] = self::get($server);
            self::assertSame(str_repeat('an index ', 5_000), gzdecode($body), $head);
            self::assertSame(1, substr_count(strtolower($head), 'content-encoding:'), $head);
            touch("$folder/go");
            self::assertSame('after the response', self::contents("$folder/done"));
        } finally {
            $server->stop();
            array_map('unlink', glob("$folder/*") ?: []);
            rmdir($folder);
        }
    }

    /** Sends a request, and reads the response to its `Content-Length`. @return array{string, string} */
    private static function get(PhpServer $server): array
    {
        $socket = $server->connect();
        fwrite($socket, "GET / HTTP/1.1\r\nHost: $server->address\r\nAccept-Encoding: gzip\r\n\r\n");
        $head = $body = '';
        while (!str_ends_with($head, "\r\n\r\n")) {
            $head .= (string) fgets($socket);
        }
        preg_match('/^content-length: (\d+)/mi', $head, $length);
        stream_set_blocking($socket, false);
        while (strlen($body) < (int) ($length[1] ?? 0) && !feof($socket)) {
            $body .= (string) fread($socket, 8_192);
            // Acknowledges the head: TCP may hold the body back until it is acknowledged (RFC 1122, 4.2.3.4).
            @fwrite($socket, "\r\n");
            usleep(5_000);
        }
        return [$head, $body];
    }

    private static function contents(string $path): string
    {
        for ($attempt = 0; $attempt < 600 && !is_file($path); $attempt++) {
            usleep(20_000);
            clearstatcache();
        }
        // The file exists a moment before its content is written.
        usleep(20_000);
        return (string) file_get_contents($path);
    }
}
