<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

use OpenTicket\Whmcs\Suggestions\PlainText;
use OpenTicket\Whmcs\Suggestions\SearchIndex;
use WHMCS\Database\Capsule;

/**
 * The articles of WHMCS's knowledge base that everyone may read: not private, and in a category that is not
 * hidden, nor below a hidden one. Translations are left out.
 */
final class ArticleReader
{
    /** Number of articles per query, which are in memory at the same time. */
    private const CHUNK = 20;

    /** Slug of an article whose title has no Latin letters or digits. */
    private const DEFAULT_SLUG = 'article';

    /**
     * @return iterable<array{string, string, string}> title, absolute URL and HTML of each article
     * @throws LocalApiFailed without WHMCS's System URL: the knowledge base would seem to be empty
     */
    public static function articles(): iterable
    {
        $site = SiteUrl::current();
        foreach (self::rows() as $row) {
            $url = $site->absolute(self::path((int) $row->id, (string) $row->title));
            yield [(string) $row->title, $url ?? throw new LocalApiFailed('no System URL'), (string) $row->article];
        }
    }

    /** Returns a hash of all articles and their URLs. */
    public static function fingerprint(): string
    {
        $hash = hash_init('sha256');
        foreach (self::articles() as $article) {
            self::addToHash($hash, $article);
        }
        return hash_final($hash);
    }

    /** @param array{string, string, string} $article one of {@see articles()} */
    public static function addToHash(\HashContext $hash, array $article): void
    {
        hash_update($hash, json_encode(array_map('base64_encode', $article), JSON_THROW_ON_ERROR));
    }

    /** Returns the number of articles that everyone may read. */
    public static function count(): int
    {
        return count(self::publicIds());
    }

    /** @return iterable<object> */
    private static function rows(): iterable
    {
        foreach (array_chunk(array_slice(self::publicIds(), 0, SearchIndex::MAX_ARTICLES), self::CHUNK) as $ids) {
            yield from Capsule::table('tblknowledgebase')
                ->whereIn('id', $ids)
                ->orderBy('id')
                ->selectRaw('id, title, substr(article, 1, ' . PlainText::MAX_HTML_CHARS . ') as article')
                ->get()
                ->all();
        }
    }

    /** @return list<int> */
    private static function publicIds(): array
    {
        $visible = self::visibleCategories();
        $links = Capsule::table('tblknowledgebaselinks')->get(['categoryid', 'articleid']);
        $isListed = [];
        foreach ($links as $link) {
            if (isset($visible[(int) $link->categoryid])) {
                $isListed[(int) $link->articleid] = true;
            }
        }
        // Translations are rows with a language, below their article.
        $columns = ['id', 'private'];
        foreach (['language', 'parentid'] as $column) {
            if (Capsule::schema()->hasColumn('tblknowledgebase', $column)) {
                $columns[] = $column;
            }
        }
        $ids = [];
        foreach (Capsule::table('tblknowledgebase')->orderBy('id')->get($columns) as $row) {
            $isTranslation = ($row->language ?? '') !== '' || (int) ($row->parentid ?? 0) > 0;
            if (isset($isListed[(int) $row->id]) && !self::isOn($row->private) && !$isTranslation) {
                $ids[] = (int) $row->id;
            }
        }
        return $ids;
    }

    /** @return array<int, true> categories that are not hidden and not below a hidden or missing one, by id */
    private static function visibleCategories(): array
    {
        $visible = $children = [];
        foreach (Capsule::table('tblknowledgebasecats')->get(['id', 'parentid', 'hidden']) as $row) {
            if (!self::isOn($row->hidden)) {
                $children[(int) $row->parentid][] = (int) $row->id;
            }
        }
        $open = [0];
        while ($open !== []) {
            foreach ($children[array_pop($open)] ?? [] as $child) {
                if (!isset($visible[$child])) {
                    $visible[$child] = true;
                    $open[] = $child;
                }
            }
        }
        return $visible;
    }

    /**
     * Returns the path of an article, in the format that works with every setting of WHMCS. `routePath()` depends on
     * the request, and the cron task has none: its paths would differ, and the index would be built again each time.
     */
    private static function path(int $id, string $title): string
    {
        $title = html_entity_decode($title, ENT_QUOTES | ENT_HTML5, 'UTF-8');
        $slug = trim((string) preg_replace('/[^A-Za-z0-9]+/', '-', $title), '-');
        return "index.php?rp=/knowledgebase/$id/" . ($slug === '' ? self::DEFAULT_SLUG : $slug) . '.html';
    }

    /** Returns `true` for an unknown value, too: such an article is not public. */
    private static function isOn(mixed $value): bool
    {
        return !in_array(strtolower(trim((string) $value)), ['', '0', 'off', 'false', 'no'], true);
    }
}
