<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\WebAddress;

/**
 * Index of articles, in the format that the form reads: for each term its articles, with weights of BM25. The
 * relay builds the same index from the same articles.
 */
final class SearchIndex
{
    /** Version of the format, which changes with the terms and the weights. */
    public const VERSION = 1;

    public const MAX_ARTICLES = 2_000;

    public const MAX_TITLE_CHARS = 200;

    /** Maximum size of the JSON, in bytes. The form ignores a larger index. */
    public const MAX_BYTES = 1_000_000;

    private const TERMS_PER_ARTICLE = 40;
    private const TITLE_FACTOR = 3;
    private const K1 = 1.2;
    private const B = 0.75;
    private const MAX_WEIGHT = 31;
    private const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

    /** Share of the available memory that articles may use. Building the index from them needs the rest. */
    private const ARTICLES_MEMORY = 0.4;

    /** @var list<array{string, string}> titles and URLs */
    private array $articles = [];

    /** @var array<int|string, int> numbers of the terms */
    private array $numbers = [];

    /** @var list<int> for each term, the number of articles with it */
    private array $articlesWith = [];

    /**
     * @var list<string> for each article, the numbers of its terms and their occurrences, packed: arrays take five
     *   times as much memory
     */
    private array $occurrences = [];

    /** Occurrences of all terms in all articles. */
    private int $length = 0;

    private readonly int $maxMemory;

    /** @param int $memoryLimit `memory_limit`, in bytes. 0 or less: none */
    public function __construct(int $memoryLimit = 0)
    {
        $used = memory_get_usage();
        $this->maxMemory = $memoryLimit > 0 ? $used + (int) (max($memoryLimit - $used, 0) * self::ARTICLES_MEMORY) : PHP_INT_MAX;
    }

    /**
     * Adds an article, in plain text, unless it cannot be shown, or the index is full.
     *
     * @throws OutOfMemory if the index would exceed the memory limit
     */
    public function add(string $title, string $url, string $text): bool
    {
        $isUsable = !Characters::isBlank($title) && mb_strlen($title, 'UTF-8') <= self::MAX_TITLE_CHARS && WebAddress::isLink($url);
        if (!$isUsable || count($this->articles) === self::MAX_ARTICLES) {
            return false;
        }
        $occurrences = [];
        foreach ([[$title, self::TITLE_FACTOR], [$text, 1]] as [$part, $factor]) {
            foreach (Terms::of($part) as $term) {
                $number = $this->numbers[$term] ??= count($this->numbers);
                $occurrences[$number] = ($occurrences[$number] ?? 0) + $factor;
            }
        }
        $packed = '';
        foreach ($occurrences as $number => $count) {
            $packed .= pack('VV', $number, $count);
            $this->articlesWith[$number] = ($this->articlesWith[$number] ?? 0) + 1;
            $this->length += $count;
        }
        $this->articles[] = [$title, $url];
        $this->occurrences[] = $packed;
        if (memory_get_usage() > $this->maxMemory) {
            throw new OutOfMemory();
        }
        return true;
    }

    public function count(): int
    {
        return count($this->articles);
    }

    /** @return array{version: int, articles: list<array{string, string}>, terms: string, counts: string, gaps: string, weights: string} */
    public function toJson(): array
    {
        $terms = array_map('strval', array_keys($this->numbers));
        sort($terms, SORT_STRING);
        $postings = [];
        $highest = 0.0;
        foreach ($this->weights($terms) as $position => $weights) {
            foreach ($weights as $rank => $weight) {
                $postings[$rank][$position] = $weight;
                $highest = max($highest, $weight);
            }
        }
        ksort($postings);
        $counts = $gaps = $quantized = '';
        foreach ($postings as $ofTerm) {
            $counts .= self::vlq(count($ofTerm));
            $previous = -1;
            foreach ($ofTerm as $position => $weight) {
                $gaps .= self::vlq($position - $previous - 1);
                $previous = $position;
                $quantized .= self::DIGITS[max(1, self::rounded(self::MAX_WEIGHT * $weight / $highest))];
            }
        }
        return [
            'version' => self::VERSION,
            'articles' => $this->articles,
            'terms' => implode(' ', array_intersect_key($terms, $postings)),
            'counts' => $counts,
            'gaps' => $gaps,
            'weights' => $quantized,
        ];
    }

    /**
     * Returns the highest weights of each article, by the positions of their terms.
     *
     * @param list<string> $terms all terms, sorted
     * @return iterable<int, array<int, float>>
     */
    private function weights(array $terms): iterable
    {
        $ranks = [];
        foreach ($terms as $rank => $term) {
            $ranks[$this->numbers[$term]] = $rank;
        }
        $count = count($this->articles);
        $average = $this->length / max($count, 1);
        foreach ($this->occurrences as $packed) {
            $values = array_chunk(array_values(unpack('V*', $packed) ?: []), 2);
            $length = array_sum(array_column($values, 1));
            $weights = [];
            foreach ($values as [$number, $frequency]) {
                $with = $this->articlesWith[$number];
                $rarity = log(1 + ($count - $with + 0.5) / ($with + 0.5));
                $weights[$ranks[$number]] = $rarity * $frequency * (self::K1 + 1)
                    / ($frequency + self::K1 * (1 - self::B + self::B * $length / $average));
            }
            // PHP's sorting is stable: of equal weights, the smaller term is first.
            ksort($weights);
            arsort($weights);
            yield array_slice($weights, 0, self::TERMS_PER_ARTICLE, true);
        }
    }

    /** Rounds half up. Before PHP 8.4, `round()` also rounds up values slightly below a half. */
    private static function rounded(float $value): int
    {
        $floor = floor($value);
        return (int) $floor + ($value - $floor >= 0.5 ? 1 : 0);
    }

    /**
     * Encodes a number as a variable-length quantity: groups of five bits, the lowest first. The bit with the value 32
     * is the continuation bit.
     */
    private static function vlq(int $number): string
    {
        $digits = '';
        do {
            $group = $number & 31;
            $number >>= 5;
            $digits .= self::DIGITS[$number > 0 ? $group | 32 : $group];
        } while ($number > 0);
        return $digits;
    }
}
