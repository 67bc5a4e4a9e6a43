<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

use OpenTicket\Whmcs\PhpFunctions;

/**
 * Lock of a request that may open a ticket. It proves to other requests that this one has ended: PHP releases it with
 * the request, and the system with the process, for whatever reason either of them ends.
 *
 * Each request locks a separate file. The name contains the host, because a shared folder may lock files for each host
 * separately. A missing file, or a file of another host, is inconclusive.
 */
final class RequestLock
{
    public const HELD = 'held';
    public const RELEASED = 'released';
    public const UNKNOWN = 'unknown';

    /** @param resource|null $file */
    private function __construct(private readonly string $path, private mixed $file)
    {
    }

    /** Creates the lock of a claim. Returns `null` if the host does not permit it. */
    public static function acquire(string $fence): ?self
    {
        $path = self::path($fence);
        // Another user of the host who can open the file could hold its lock after this request has ended.
        $umask = umask(0177);
        // Programs that a hook starts do not inherit the file.
        $file = $path === null ? null : PhpFunctions::call('fopen', $path, 'xe');
        umask($umask);
        if (!is_resource($file)) {
            return null;
        }
        $lock = new self($path, $file);
        // Some file systems accept locks without effect. Such a lock would prove that a running request has ended.
        if (PhpFunctions::call('flock', $file, LOCK_EX | LOCK_NB) !== true || self::state($fence) !== self::HELD) {
            $lock->delete();
            return null;
        }
        return $lock;
    }

    /** Returns the state of the lock of a claim. */
    public static function state(string $fence): string
    {
        $path = self::path($fence);
        $file = $path === null ? null : PhpFunctions::call('fopen', $path, 're');
        if (!is_resource($file) || !function_exists('flock')) {
            return self::UNKNOWN;
        }
        $blocks = 0;
        $isReleased = flock($file, LOCK_SH | LOCK_NB, $blocks);
        fclose($file);
        return match (true) {
            $isReleased => self::RELEASED,
            $blocks === 1 => self::HELD,
            default => self::UNKNOWN,
        };
    }

    /** Deletes the file of a request that has ended without deleting it. */
    public static function deleteReleased(string $fence): void
    {
        if (self::state($fence) === self::RELEASED) {
            PhpFunctions::call('unlink', self::path($fence));
        }
    }

    /** Releases the lock. The file stays, as proof that the request has ended. */
    public function release(): void
    {
        if ($this->file !== null) {
            fclose($this->file);
            $this->file = null;
        }
    }

    /** Releases the lock of a claim whose outcome is stored. */
    public function delete(): void
    {
        PhpFunctions::call('unlink', $this->path);
        $this->release();
    }

    /** Returns the path of the lock of a claim, or `null` if the host has no name or no folder for temporary files. */
    public static function path(string $fence): ?string
    {
        $host = PhpFunctions::call('gethostname');
        $folder = PhpFunctions::call('sys_get_temp_dir');
        return is_string($host) && $host !== '' && is_string($folder)
            ? "$folder/open-ticket-" . substr(hash('sha256', "$host\n$fence"), 0, 32) . '.lock'
            : null;
    }
}
