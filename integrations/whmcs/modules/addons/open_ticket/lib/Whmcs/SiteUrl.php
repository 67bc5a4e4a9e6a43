<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/** Absolute URLs of WHMCS's pages. */
final class SiteUrl
{
    private function __construct(private readonly string $base)
    {
    }

    /** Reads WHMCS's System URL. Empty, if it cannot be read. */
    public static function current(): self
    {
        try {
            $url = LocalApi::text(LocalApi::read('GetConfigurationValue', ['setting' => 'SystemURL']), 'value');
        } catch (LocalApiFailed) {
            $url = '';
        }
        return new self(preg_match('~\Ahttps?://[^/\s]~i', $url) === 1 ? rtrim($url, '/') . '/' : '');
    }

    /** Returns the absolute URL of a path, or `null` without a System URL. */
    public function absolute(string $path): ?string
    {
        if (preg_match('~\Ahttps?://~i', $path) === 1) {
            return $path;
        }
        if ($this->base === '') {
            return null;
        }
        if (!str_starts_with($path, '/')) {
            return $this->base . $path;
        }
        preg_match('~\Ahttps?://[^/]+~i', $this->base, $origin);
        return $origin[0] . $path;
    }
}
