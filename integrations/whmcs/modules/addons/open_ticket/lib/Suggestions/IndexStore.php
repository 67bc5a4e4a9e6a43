<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Whmcs\KnowledgeBase;
use WHMCS\Database\Capsule;

/** The index of WHMCS's knowledge base, stored until the articles change. */
final class IndexStore
{
    /** Time until the articles are compared again, in milliseconds. */
    private const CHECK_INTERVAL = 60_000;

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

    /**
     * Rebuilds the index if articles have changed. Of several concurrent requests, only one rebuilds it.
     *
     * @param int $now time in milliseconds since 1970
     */
    public static function refresh(int $now): void
    {
        if (!self::claim($now)) {
            return;
        }
        $source = SearchIndex::VERSION . ':' . KnowledgeBase::fingerprint();
        if (self::row()->value('source') === $source) {
            return;
        }
        $index = new SearchIndex();
        // The articles may have changed since they were compared, so the hash is computed from those in the index.
        $hash = hash_init('sha256');
        foreach (KnowledgeBase::articles() as $article) {
            KnowledgeBase::addToHash($hash, $article);
            [$title, $url, $html] = $article;
            $index->add(PlainText::line($title, SearchIndex::MAX_TITLE_CHARS), $url, PlainText::words($html));
        }
        $json = $index->count() === 0 ? '' : Response::encode($index->toJson());
        if (strlen($json) > SearchIndex::MAX_BYTES) {
            $json = '';
        }
        // Not stored if a later request has started another comparison, which stores its own result.
        self::row()->where('checked_at', $now)->update([
            'source' => SearchIndex::VERSION . ':' . hash_final($hash),
            'hash' => $json === '' ? '' : substr(hash('sha256', $json), 0, 16),
            'body' => self::encode($json),
            'articles' => $index->count(),
        ]);
    }

    /** Updates the index after the response was sent, so that no visitor waits. */
    public static function updateAfterResponse(Settings $settings): void
    {
        session_write_close();
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        }
        self::update($settings);
    }

    /**
     * Rebuilds the index if articles have changed, and deletes it if suggestions are off: an article may become
     * private before they are on again. Keeps the last index if WHMCS's tables cannot be read.
     */
    public static function update(Settings $settings): void
    {
        try {
            if ($settings->hasSuggestions) {
                self::refresh((int) floor(microtime(true) * 1000));
            } else {
                self::row()->where('hash', '!=', '')->update(['source' => '', 'hash' => '', 'body' => '', 'checked_at' => 0]);
            }
        } catch (\Throwable) {
            // The status page reports that WHMCS's tables cannot be read.
        }
    }

    /** Encodes the JSON in ASCII: a database without four-byte UTF-8 would cut it at the first emoji. */
    private static function encode(string $json): string
    {
        return base64_encode(function_exists('gzencode') ? (string) gzencode($json, 9) : $json);
    }

    private static function claim(int $now): bool
    {
        $row = self::row()->first(['checked_at']);
        if ($row === null) {
            try {
                $empty = ['hash' => '', 'body' => '', 'source' => '', 'articles' => 0, 'checked_at' => $now];
                return Capsule::table(Tables::SUGGESTIONS)->insert(self::ROW + $empty);
            } catch (\Throwable) {
                // A concurrent request has inserted it, or the table is missing.
                return false;
            }
        }
        // A clock that was ahead must not stop the comparison.
        if (abs($now - (int) $row->checked_at) < self::CHECK_INTERVAL) {
            return false;
        }
        return self::row()->where('checked_at', $row->checked_at)->update(['checked_at' => $now]) === 1;
    }

    private static function row(): object
    {
        return Capsule::table(Tables::SUGGESTIONS)->where(self::ROW);
    }
}
