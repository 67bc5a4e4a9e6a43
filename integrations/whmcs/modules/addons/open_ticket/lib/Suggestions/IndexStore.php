<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

use OpenTicket\Whmcs\Store\Tables;
use WHMCS\Database\Capsule;

/** The stored index of WHMCS's knowledge base, and the state of its updates. Times are in milliseconds since 1970. */
final class IndexStore
{
    /** Failure of an update that did not end: it exceeded PHP's memory or time limit, or the server was stopped. */
    public const ENDED_EARLY = 'ended early';

    /**
     * Number of consecutive failures after which the last index is deleted, which takes about an hour: its articles may
     * no longer be public.
     */
    private const MAX_FAILURES = 5;

    /** The only row of the table. */
    private const ROW = ['id' => 1];

    /** Returns the hash of the current index, or `null` if there is none. */
    public static function hash(): ?string
    {
        $hash = (string) self::row()->value('hash');
        return $hash === '' ? null : $hash;
    }

    /** @return array{hash: string, body: string, is_compressed: bool}|null JSON, possibly compressed with gzip */
    public static function load(): ?array
    {
        $row = self::row()->first(['hash', 'body']);
        if ($row === null || $row->hash === '') {
            return null;
        }
        $body = (string) base64_decode($row->body, true);
        return ['hash' => $row->hash, 'body' => $body, 'is_compressed' => str_starts_with($body, "\x1f\x8b")];
    }

    /** Returns the state of the updates, or `null` before the first one. */
    public static function state(): ?IndexState
    {
        $row = self::row()->first(['hash', 'source', 'articles', 'built_at', 'checked_at', 'failures', 'failure']);
        return $row === null ? null : new IndexState(
            $row->hash !== '',
            (string) $row->source,
            (int) $row->articles,
            (int) $row->built_at,
            (int) $row->checked_at,
            (int) $row->failures,
            (string) $row->failure,
        );
    }

    /**
     * Starts an update, unless one was started recently. The update counts as failed until it ends, so that an
     * update that PHP terminates is not retried each minute.
     *
     * @return IndexState|null the state before; `null` if no update is due
     */
    public static function start(int $now): ?IndexState
    {
        $before = self::state();
        $values = ['checked_at' => $now, 'failure' => self::ENDED_EARLY];
        if ($before === null) {
            try {
                $empty = ['hash' => '', 'body' => '', 'source' => '', 'articles' => 0, 'built_at' => 0, 'failures' => 1];
                return Capsule::table(Tables::SUGGESTIONS)->insert(self::ROW + $values + $empty) ? new IndexState() : null;
            } catch (\Throwable) {
                // A concurrent request has inserted the row, or the table is missing.
                return null;
            }
        }
        // A clock that was ahead must not stop the comparison.
        if (abs($now - $before->checkedAt) < UpdateInterval::after($before->failures)) {
            return null;
        }
        $values['failures'] = $before->failures + 1;
        if ($before->failures >= self::MAX_FAILURES) {
            $values += ['source' => '', 'hash' => '', 'body' => ''];
        }
        return self::row()->where('checked_at', $before->checkedAt)->update($values) === 1 ? $before : null;
    }

    /** Ends an update that found no change. */
    public static function keep(int $startedAt, IndexState $before): void
    {
        self::finish($startedAt, ['failures' => 0, 'failure' => $before->failures === 0 ? $before->failure : '']);
    }

    /** Ends an update with a new index. */
    public static function replace(int $startedAt, string $source, string $json, int $articles): void
    {
        self::finish($startedAt, [
            'source' => $source,
            'hash' => $json === '' ? '' : substr(hash('sha256', $json), 0, 16),
            'body' => self::encode($json),
            'articles' => $articles,
            'built_at' => $startedAt,
            'failures' => 0,
            'failure' => '',
        ]);
    }

    /**
     * Ends an update whose index cannot be used. The index is not built again until the articles change.
     *
     * @param string $failure reason, for the status page
     */
    public static function discard(int $startedAt, string $source, string $failure): void
    {
        self::finish($startedAt, ['source' => $source, 'hash' => '', 'body' => '', 'failures' => 0, 'failure' => $failure]);
    }

    /** Ends an update with an error. The last index is kept. */
    public static function fail(int $startedAt, string $failure): void
    {
        self::finish($startedAt, ['failure' => mb_substr(mb_scrub($failure, 'UTF-8'), 0, 100, 'UTF-8')]);
    }

    /** Deletes the index. */
    public static function clear(): void
    {
        self::row()->where('checked_at', '!=', 0)->update([
            'source' => '', 'hash' => '', 'body' => '', 'articles' => 0, 'built_at' => 0, 'checked_at' => 0, 'failures' => 0,
            'failure' => '',
        ]);
    }

    /** @param array<string, mixed> $values */
    private static function finish(int $startedAt, array $values): void
    {
        // A later update has its own result.
        self::row()->where('checked_at', $startedAt)->update($values);
    }

    /** Encodes the JSON in ASCII: a database without four-byte UTF-8 would cut it at the first emoji. */
    private static function encode(string $json): string
    {
        return base64_encode(function_exists('gzencode') ? (string) gzencode($json, 9) : $json);
    }

    private static function row(): object
    {
        return Capsule::table(Tables::SUGGESTIONS)->where(self::ROW);
    }
}
