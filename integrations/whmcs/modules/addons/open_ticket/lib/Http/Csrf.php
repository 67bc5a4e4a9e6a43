<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Http;

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Whmcs\Requester;

/**
 * Protection against requests from other sites.
 *
 * WHMCS passes its CSRF token to the page's hook, which puts it into the form and stores it in the
 * session, together with the requester. A request therefore proves that WHMCS has shown its ticket page to
 * this requester, with all of WHMCS's own checks: permissions, bans and the captcha.
 *
 * The header is `X-CSRF-Token`: PHP behind Apache does not receive `Authorization`.
 */
final class Csrf
{
    private const SESSION_KEY = 'open_ticket';

    /** Prefix of a token that the form sends in `X-CSRF-Token`. */
    public const PREFIX = 'csrf:';

    /** Stores WHMCS's token in the session, and returns it for the form. */
    public static function remember(string $token, Requester $requester): string
    {
        $_SESSION[self::SESSION_KEY] = ['token' => $token, 'requester' => $requester->identity()];
        return self::PREFIX . $token;
    }

    /**
     * @param string $systemUrl WHMCS's own URL
     * @throws ApiError
     */
    public static function check(Request $request, Requester $requester, string $systemUrl): void
    {
        if (!self::isSameOrigin($request, $systemUrl)) {
            throw ApiError::origin();
        }
        $sent = $request->header('x-csrf-token');
        if ($sent === '' && is_string($request->form['token'] ?? null)) {
            $sent = $request->form['token'];
        }
        if ($sent === '') {
            throw ApiError::tokenInvalid();
        }
        $known = $_SESSION[self::SESSION_KEY] ?? null;
        $token = is_array($known) ? ($known['token'] ?? null) : null;
        $isValid = is_string($token) && $token !== '' && hash_equals($token, $sent)
            && ($known['requester'] ?? null) === $requester->identity();
        if (!$isValid) {
            throw ApiError::tokenExpired();
        }
    }

    private static function isSameOrigin(Request $request, string $systemUrl): bool
    {
        // Fetch Metadata: sent by all browsers since 2023. Scripts cannot change it.
        $site = $request->header('sec-fetch-site');
        if ($site !== '') {
            return $site === 'same-origin';
        }
        $origin = $request->header('origin');
        if ($origin === '') {
            return true;
        }
        $host = static function (string $url): string {
            $parts = parse_url($url);
            $port = isset($parts['port']) ? ":{$parts['port']}" : '';
            return strtolower(($parts['host'] ?? '') . $port);
        };
        $own = [strtolower($request->header('host')), $host($systemUrl)];
        return $host($origin) !== '' && in_array($host($origin), $own, true);
    }
}
