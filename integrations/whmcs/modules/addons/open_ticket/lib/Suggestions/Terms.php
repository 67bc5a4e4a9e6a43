<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Suggestions;

use OpenTicket\Whmcs\Text\Regex;

/**
 * Terms of a text, for the index of suggestions. The browser computes the terms of a message in the same way: the
 * vectors in `tests/native/fixtures/suggestions` test both.
 */
final class Terms
{
    /** Maximum number of characters of a text that are used. */
    private const MAX_TEXT_CHARS = 20_000;

    /** Maximum length of a word that is used, in characters. */
    private const MAX_WORD_CHARS = 40;

    /** Maximum number of cached stems. */
    private const MAX_STEMS = 20_000;

    /**
     * Characters of a word: alphabetic ones, as Rust defines them, digits, and marks that are not alphabetic.
     * These are accents, and marks that remove a vowel in Indic scripts.
     */
    private const WORD = '\p{Alphabetic}\p{N}\x{300}-\x{36f}\x{94d}\x{9cd}\x{a4d}\x{acd}\x{b4d}\x{bcd}\x{c4d}\x{ccd}\x{d4d}\x{dca}';

    /** The same for PCRE before 10.40, which PHP 8.1 bundles. */
    private const WORD_OF_OLD_PCRE = '\p{L}\p{N}\p{M}';

    /** Characters of scripts without spaces between words. Each pair of adjacent characters is a term. */
    private const BIGRAM = '\x{0e00}-\x{0e3e}\x{0e40}-\x{0e4e}\x{0e50}-\x{0e59}\x{0e5c}-\x{0eff}'
        . '\x{1000}-\x{1049}\x{1050}-\x{109f}\x{1780}-\x{17d3}\x{17dc}-\x{17ff}'
        . '\x{3040}-\x{309f}\x{30a1}-\x{30fa}\x{30fc}-\x{30ff}\x{3400}-\x{4dbf}\x{4e00}-\x{9fff}'
        . '\x{ac00}-\x{d7af}\x{f900}-\x{faff}\x{20000}-\x{3ffff}';

    private const STOP_WORDS = 'a about after again all also am an and any anyone are arent as at be because been before being '
        . 'but by can cant could couldnt did didnt do does doesnt doing done dont dear for from get gets getting go going got '
        . 'had has hasnt have havent having hello help hey hi how i if id ill im in into is isnt it its itself ive just know '
        . 'like me my myself need no not now of off ok on once one only or other our out over please regards same say says '
        . 'should so some still such tell than thank thanks that thats the their them then there theres these they theyre '
        . 'thing things this those through to too try tried trying under until up us use used using very want wanted wants '
        . 'was wasnt we well were werent what whats when where which while who why will with wont would yes you your youre '
        . 'yours';

    /** @return list<string> terms in the order of the text, with repetitions */
    public static function of(string $text): array
    {
        static $stopWords = null;
        $stopWords ??= array_flip(explode(' ', self::STOP_WORDS));
        $text = mb_scrub($text, 'UTF-8');
        if (class_exists(\Normalizer::class)) {
            $text = \Normalizer::normalize($text, \Normalizer::FORM_KC) ?: $text;
        }
        $text = mb_substr($text, 0, self::MAX_TEXT_CHARS, 'UTF-8');
        $text = mb_strtolower(self::withFinalSigma($text), 'UTF-8');
        $bigram = self::BIGRAM;
        $word = "(?![$bigram])[" . self::wordCharacters() . ']';
        // `can't` is `cant`, and `e-mail` is `email`.
        $text = Regex::replace("/(?<=$word)['’](?=$word)/u", '', $text);
        $text = Regex::replace("/(?<!$word)([a-z])-((?:$word)++)/u", '$1$2', $text);
        $terms = [];
        foreach (Regex::matches("/([$bigram]++)|(?:$word)++/u", $text) as $match) {
            if (isset($match[1])) {
                array_push($terms, ...self::bigrams($match[1]));
                continue;
            }
            $length = mb_strlen($match[0], 'UTF-8');
            if ($length > 1 && $length <= self::MAX_WORD_CHARS && !isset($stopWords[$match[0]])) {
                $terms[] = self::stem($match[0]);
            }
        }
        return $terms;
    }

    /**
     * Converts the sigma at the end of a word (Unicode, section 3.13, `Final_Sigma`), which `mb_strtolower`
     * supports only since PHP 8.3.
     */
    private static function withFinalSigma(string $text): string
    {
        $cased = '[\p{Lu}\p{Ll}\p{Lt}]';
        $ignored = "[\p{Mn}\p{Me}\p{Cf}\p{Lm}\p{Sk}'’.:·]*";
        return Regex::replace("/($cased$ignored)Σ(?!$ignored$cased)/u", '$1ς', $text);
    }

    private static function wordCharacters(): string
    {
        static $characters = null;
        $isKnown = static fn (): bool => @preg_match('/\p{Alphabetic}/u', 'a') === 1;
        return $characters ??= $isKnown() ? self::WORD : self::WORD_OF_OLD_PCRE;
    }

    /** @return list<string> */
    private static function bigrams(string $run): array
    {
        $characters = mb_str_split($run, 1, 'UTF-8');
        $bigrams = [];
        for ($index = 1; $index < count($characters); $index++) {
            $bigrams[] = $characters[$index - 1] . $characters[$index];
        }
        return $bigrams ?: $characters;
    }

    /** Returns the stem of a word, from a cache of recent words if possible. */
    private static function stem(string $word): string
    {
        static $stems = [];
        if (count($stems) >= self::MAX_STEMS) {
            $stems = [];
        }
        return $stems[$word] ??= self::withoutSuffixes($word);
    }

    /** Removes English suffixes. */
    private static function withoutSuffixes(string $word): string
    {
        if (preg_match('/\A[a-z]{4,}\z/', $word) !== 1) {
            return $word;
        }
        $word = self::withoutEnding(self::singular($word));
        if (str_ends_with($word, 'e') && strlen($word) >= 4) {
            $word = substr($word, 0, -1);
        }
        return (string) preg_replace('/([^aeiou])\1\z/', '$1', $word);
    }

    private static function singular(string $word): string
    {
        return match (true) {
            preg_match('/..ies\z/', $word) === 1 => substr($word, 0, -3) . 'y',
            preg_match('/(?:ss|x|z|ch|sh)es\z/', $word) === 1 => substr($word, 0, -2),
            preg_match('/..[^sui]s\z/', $word) === 1 => substr($word, 0, -1),
            default => $word,
        };
    }

    private static function withoutEnding(string $word): string
    {
        $vowel = '[aeiouy]';
        return match (true) {
            preg_match('/..ied\z/', $word) === 1 => substr($word, 0, -3) . 'y',
            preg_match('/....(?:ation|ating)\z/', $word) === 1 => substr($word, 0, -5),
            preg_match('/....ated\z/', $word) === 1 => substr($word, 0, -4),
            preg_match("/\A(?=.*$vowel.*ing\z).{3,}ing\z/", $word) === 1 => substr($word, 0, -3),
            preg_match("/\A(?=.*$vowel.*ed\z).{3,}ed\z/", $word) === 1 => substr($word, 0, -2),
            preg_match('/...[ts]ion\z/', $word) === 1, preg_match('/....ate\z/', $word) === 1 => substr($word, 0, -3),
            preg_match('/....ly\z/', $word) === 1 => substr($word, 0, -2),
            default => $word,
        };
    }
}
