<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\PhpFunctions;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Whmcs\ArticleReader;
use OpenTicket\Whmcs\Whmcs\LocalApiFailed;

/**
 * Updates the index after articles have changed, without making a visitor wait: in WHMCS's cron task, and after the
 * index was sent.
 */
final class IndexUpdate
{
    /** Failure of an index that the form would ignore. */
    public const TOO_LARGE = 'too large';

    /** Failure of an index without WHMCS's System URL. */
    public const NO_URL = 'no System URL';

    /** Failure of an index that PHP's memory limit does not allow. */
    public const OUT_OF_MEMORY = 'memory';

    /** Maximum memory of an update, in bytes. On the command line, PHP often has no limit. */
    private const MAX_MEMORY = 384 << 20;

    /** Time limit of an update in a request, in seconds. */
    private const MAX_SECONDS = 120;

    /**
     * Updates the index, or deletes it if suggestions are off: an article may become private while they are off.
     * Keeps the last index for about an hour if WHMCS's tables cannot be read.
     */
    public static function run(Settings $settings): void
    {
        try {
            if ($settings->hasSuggestions) {
                self::update((int) floor(microtime(true) * 1000), self::memoryLimit());
            } else {
                IndexStore::clear();
            }
        } catch (\Throwable) {
            // The status page reports it.
        }
    }

    /**
     * Rebuilds the index if articles have changed. Of several concurrent requests, only one rebuilds it.
     *
     * @param int $now time in milliseconds since 1970
     * @param int $memoryLimit in bytes. 0 or less: none
     */
    public static function update(int $now, int $memoryLimit = 0): void
    {
        $before = IndexStore::start($now);
        if ($before === null) {
            return;
        }
        // The cron task has no time limit.
        if ((int) ini_get('max_execution_time') > 0) {
            PhpFunctions::call('set_time_limit', self::MAX_SECONDS);
        }
        try {
            $source = self::source(ArticleReader::fingerprint());
            // If a failure has left no index, the index is built again, which determines the reason.
            if ($before->source === $source && ($before->hasIndex || $before->failures === 0)) {
                IndexStore::keep($now, $before);
                return;
            }
            self::rebuild($now, $memoryLimit);
        } catch (OutOfMemory) {
            IndexStore::fail($now, self::OUT_OF_MEMORY);
        } catch (LocalApiFailed) {
            IndexStore::fail($now, self::NO_URL);
        } catch (\Throwable $error) {
            // The message may contain values of a query.
            IndexStore::fail($now, get_class($error));
        }
    }

    /** Returns the memory that PHP may use in total, in bytes. */
    private static function memoryLimit(): int
    {
        $limit = PhpLimits::current()->memoryLimit;
        $max = memory_get_usage() + self::MAX_MEMORY;
        return $limit > 0 ? min($limit, $max) : $max;
    }

    private static function rebuild(int $now, int $memoryLimit): void
    {
        $index = new SearchIndex($memoryLimit);
        // The articles may have changed since they were compared: the articles in the index are hashed again.
        $hash = hash_init('sha256');
        foreach (ArticleReader::articles() as $article) {
            ArticleReader::addToHash($hash, $article);
            [$title, $url, $html] = $article;
            $index->add(PlainText::line($title, SearchIndex::MAX_TITLE_CHARS), $url, PlainText::words($html));
        }
        $source = self::source(hash_final($hash));
        $json = $index->count() === 0 ? '' : Response::encode($index->toJson());
        if (strlen($json) > SearchIndex::MAX_BYTES) {
            IndexStore::discard($now, $source, self::TOO_LARGE);
            return;
        }
        IndexStore::replace($now, $source, $json, $index->count());
    }

    /** Returns the source of an index, with the version of its format: an index in another version is rebuilt, too. */
    private static function source(string $hash): string
    {
        return SearchIndex::VERSION . ":$hash";
    }
}
