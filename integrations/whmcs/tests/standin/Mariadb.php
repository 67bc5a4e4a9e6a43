<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

/** A MariaDB server for the tests of this process, without network access and without accounts. */
final class Mariadb
{
    /** Files that are small and written late: nothing has to survive the server. */
    private const OPTIONS = [
        '--no-defaults', '--skip-networking', '--skip-grant-tables', '--innodb-log-file-size=4M', '--innodb-buffer-pool-size=16M',
        '--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0', '--innodb-stats-persistent=0', '--max-connections=60',
    ];

    /** Starts a server, which ends with this process. Returns its socket. */
    public static function start(): string
    {
        // The tables of a test take milliseconds in memory, and up to two seconds on a busy disk.
        $hasMemory = is_writable('/dev/shm') && disk_free_space('/dev/shm') > (200 << 20);
        $folder = ($hasMemory ? '/dev/shm' : sys_get_temp_dir()) . '/open-ticket-mariadb-' . bin2hex(random_bytes(6));
        mkdir($folder);
        $options = [...self::OPTIONS, "--socket=$folder/socket", "--datadir=$folder", "--tmpdir=$folder"];
        if (posix_geteuid() === 0) {
            $options[] = '--user=root';
        }
        $program = is_file('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : 'mariadbd';
        $log = ['file', "$folder/log", 'w'];
        $process = proc_open([$program, ...$options], [['file', '/dev/null', 'r'], $log, $log], $pipes);
        register_shutdown_function(static function () use ($process, $folder): void {
            // Nothing has to survive.
            proc_terminate($process, 9);
            proc_close($process);
            self::remove($folder);
        });
        while (!self::isReady("$folder/socket")) {
            if (!proc_get_status($process)['running']) {
                throw new \RuntimeException('MariaDB did not start: ' . file_get_contents("$folder/log"));
            }
            usleep(50_000);
        }
        return "$folder/socket";
    }

    private static function remove(string $folder): void
    {
        foreach (glob("$folder/*") ?: [] as $path) {
            is_dir($path) ? self::remove($path) : unlink($path);
        }
        rmdir($folder);
    }

    private static function isReady(string $socket): bool
    {
        try {
            new \PDO("mysql:unix_socket=$socket", 'root');
            return true;
        } catch (\PDOException) {
            return false;
        }
    }
}
