<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

/** PHP's own web server, with a script for all requests. */
final class PhpServer
{
    public readonly string $address;

    /** @var resource */
    private mixed $process;

    /**
     * @param list<string> $settings settings of PHP
     * @param array<string, string> $environment
     */
    public function __construct(string $script, array $settings = [], array $environment = [])
    {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        $this->address = (string) stream_socket_get_name($server, false);
        fclose($server);
        $options = array_merge(...array_map(static fn (string $it): array => ['-d', $it], $settings), ...[[]]);
        $null = ['file', '/dev/null', 'a'];
        $command = [PHP_BINARY, ...$options, '-S', $this->address, $script];
        $this->process = proc_open($command, [$null, $null, $null], $pipes, null, $environment + getenv());
    }

    /** Ends the server. */
    public function stop(): void
    {
        proc_terminate($this->process);
        proc_close($this->process);
    }

    /** Connects, as soon as the server has started. @return resource */
    public function connect(): mixed
    {
        for ($attempt = 0; ($socket = @stream_socket_client("tcp://$this->address")) === false && $attempt < 500; $attempt++) {
            usleep(20_000);
        }
        return $socket;
    }

    /**
     * Sends a body.
     *
     * @param list<string> $headers
     * @return array{string, string} head and body of the response
     */
    public function post(string $body, array $headers): array
    {
        $socket = $this->connect();
        $head = implode("\r\n", ['POST / HTTP/1.1', "Host: $this->address", 'Connection: close', ...$headers]);
        fwrite($socket, "$head\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body");
        $response = explode("\r\n\r\n", (string) stream_get_contents($socket), 2);
        return [$response[0], $response[1] ?? ''];
    }
}
