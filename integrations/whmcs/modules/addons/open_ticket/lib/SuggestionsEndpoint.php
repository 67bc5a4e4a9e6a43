<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Http\Response;
use OpenTicket\Whmcs\Suggestions\IndexStore;

/**
 * The index of suggestions, `index.php?m=open_ticket&action=suggestions&v=HASH`. It contains only public articles
 * and is the same for everyone, so browsers and proxies may cache it.
 */
final class SuggestionsEndpoint
{
    public const ACTION = 'suggestions';

    public function __construct(
        private readonly Request $request,
        private readonly Settings $settings,
    ) {
    }

    /** Returns the URL of the current index, relative to the endpoint, or `null` if there is none. */
    public static function url(Settings $settings): ?string
    {
        try {
            $hash = $settings->hasSuggestions ? IndexStore::hash() : null;
        } catch (\Throwable) {
            // The table is missing until the module is activated again.
            $hash = null;
        }
        return $hash === null ? null : 'index.php?m=' . Settings::MODULE . '&action=' . self::ACTION . "&v=$hash";
    }

    public function respond(): Response
    {
        if (!in_array($this->request->method, ['GET', 'HEAD'], true)) {
            return Response::error(ApiError::methodNotAllowed());
        }
        try {
            $index = $this->settings->hasSuggestions ? IndexStore::load() : null;
        } catch (\Throwable) {
            $index = null;
        }
        if ($index === null) {
            return Response::error(ApiError::noSuggestions());
        }
        $isCurrent = ($this->request->query['v'] ?? '') === $index['hash'];
        // Weak: both encodings share it (RFC 9110, section 8.8.1).
        $tag = '"' . $index['hash'] . '"';
        $headers = [
            'ETag' => "W/$tag",
            'Cache-Control' => $isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache',
            'Vary' => 'Accept-Encoding',
        ];
        if ($this->hasTag($tag)) {
            return new Response(304, '', $headers);
        }
        $headers['Content-Type'] = 'application/json; charset=utf-8';
        if (!$index['is_compressed']) {
            return new Response(200, $index['body'], $headers);
        }
        return $this->acceptsGzip()
            ? new Response(200, $index['body'], $headers + ['Content-Encoding' => 'gzip'])
            : new Response(200, (string) gzdecode($index['body']), $headers);
    }

    private function acceptsGzip(): bool
    {
        $isAccepted = '/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i';
        return preg_match($isAccepted, $this->request->header('accept-encoding')) === 1;
    }

    /** Returns `true` if the browser has this version. Tags are compared weakly (section 8.8.3.2). */
    private function hasTag(string $tag): bool
    {
        $tags = array_map(
            static fn (string $it): string => preg_replace('/\AW\//', '', trim($it)) ?? '',
            explode(',', $this->request->header('if-none-match')),
        );
        return in_array($tag, $tags, true) || in_array('*', $tags, true);
    }
}
