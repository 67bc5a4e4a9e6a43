<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

/** BCP 47 language tags of WHMCS's languages. */
final class Languages
{
    private const TAGS = [
        'arabic' => 'ar', 'azerbaijani' => 'az', 'catalan' => 'ca', 'chinese' => 'zh', 'chinese-cn' => 'zh-CN',
        'chinese-tw' => 'zh-TW', 'croatian' => 'hr', 'czech' => 'cs', 'danish' => 'da', 'dutch' => 'nl',
        'english' => 'en', 'estonian' => 'et', 'farsi' => 'fa', 'finnish' => 'fi', 'french' => 'fr',
        'german' => 'de', 'greek' => 'el', 'hebrew' => 'he', 'hungarian' => 'hu', 'italian' => 'it',
        'japanese' => 'ja', 'macedonian' => 'mk', 'norwegian' => 'nb', 'polish' => 'pl',
        'portuguese-br' => 'pt-BR', 'portuguese-pt' => 'pt-PT', 'romanian' => 'ro', 'russian' => 'ru',
        'spanish' => 'es', 'swedish' => 'sv', 'turkish' => 'tr', 'ukranian' => 'uk', 'ukrainian' => 'uk',
    ];

    /**
     * Returns the tag of a page's language. Each of WHMCS's language files defines its locale, such as
     * `en_GB`; the name is a fallback.
     */
    public static function tag(string $name, string $locale): string
    {
        $format = '/\A([a-z]{2,3})(?:[_-]([A-Z][a-z]{3}))?(?:[_-]([A-Za-z]{2}|[0-9]{3}))?(?:[.@].*)?\z/';
        if (preg_match($format, $locale, $found, PREG_UNMATCHED_AS_NULL) === 1) {
            $region = $found[3] === null ? null : strtoupper($found[3]);
            return implode('-', array_filter([$found[1], $found[2], $region], 'is_string'));
        }
        return self::TAGS[strtolower($name)] ?? 'en';
    }
}
