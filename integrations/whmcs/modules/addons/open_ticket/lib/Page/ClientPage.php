<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

use OpenTicket\Whmcs\Http\Csrf;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Whmcs\Requester;

/**
 * The form on WHMCS's ticket page.
 *
 * The page's hook receives WHMCS's CSRF token and the page's variables. The footer's hook outputs a
 * template element and a script, which moves WHMCS's own form into the element, as its fallback content.
 * No file of a theme is changed, so it works in every theme that has WHMCS's form.
 */
final class ClientPage
{
    /** HTML for the footer of the current page. */
    private static string $html = '';

    /** @param array<string, mixed> $vars the page's template variables */
    public static function prepare(array $vars): void
    {
        self::$html = '';
        try {
            $settings = Settings::load();
            $requester = Requester::current();
        } catch (\Throwable) {
            // WHMCS's own form stays.
            return;
        }
        $token = is_string($vars['token'] ?? null) ? $vars['token'] : '';
        // After step three, WHMCS shows its own form again, with the values that were typed into it.
        $isRepeated = ($_SERVER['REQUEST_METHOD'] ?? 'GET') !== 'GET';
        $needsCaptcha = !$requester->isSignedIn() && self::mayNeedCaptcha($vars);
        if (!$settings->replacesForm || $token === '' || $isRepeated || $needsCaptcha) {
            return;
        }
        if (!Tables::canRead()) {
            // After an update, for example, tables may be missing. The form could then open no ticket.
            return;
        }
        self::$html = self::markup($vars, $settings, Csrf::remember($token, $requester), $requester);
    }

    /** Returns the HTML for the footer. Empty on other pages. */
    public static function html(): string
    {
        return self::$html;
    }

    /** @param array<string, mixed> $vars */
    private static function markup(array $vars, Settings $settings, string $token, Requester $requester): string
    {
        $root = is_string($vars['WEB_ROOT'] ?? null) ? rtrim($vars['WEB_ROOT'], '/') : '';
        $assets = $root . '/modules/addons/' . Settings::MODULE . '/assets';
        $locale = $vars['LANG']['locale'] ?? '';
        $attributes = [
            'endpoint' => $root . '/index.php?m=' . Settings::MODULE . '&action=ticket&probe=%26',
            'token' => $token,
            'lang' => Languages::tag((string) ($vars['language'] ?? ''), is_string($locale) ? $locale : ''),
            // The element's value `auto` is the system's setting.
            'theme' => $settings->theme === 'auto' ? '' : $settings->theme,
            'draft' => $settings->drafts,
            'department' => self::department($vars),
            'data-requester' => substr(hash('sha256', $requester->identity()), 0, 16),
            'data-accent' => $settings->accent,
        ];
        $html = '';
        foreach (array_filter($attributes, static fn (string $value): bool => $value !== '') as $name => $value) {
            $html .= ' ' . $name . '="' . self::escape($value) . '"';
        }
        return '<link rel="stylesheet" href="' . self::escape("$assets/whmcs.css") . '">'
            . '<template id="open-ticket-template"><open-ticket' . $html . '></open-ticket></template>'
            . '<script type="module" src="' . self::escape("$assets/whmcs.js") . '"></script>';
    }

    /** @param array<string, mixed> $vars */
    private static function department(array $vars): string
    {
        $id = $vars['deptid'] ?? $_GET['deptid'] ?? '';
        return is_scalar($id) && ctype_digit((string) $id) && (int) $id > 0 ? (string) (int) $id : '';
    }

    /**
     * Returns `true` unless WHMCS states that it asks for no captcha on this page. The same condition as in its
     * templates (`includes/captcha.tpl`). If the variable is missing, a captcha is assumed: with a token, guests
     * could open tickets without it.
     *
     * @param array<string, mixed> $vars
     */
    private static function mayNeedCaptcha(array $vars): bool
    {
        $captcha = $vars['captcha'] ?? null;
        if (!is_object($captcha)) {
            return !array_key_exists('captcha', $vars) || (bool) $captcha;
        }
        $form = $vars['captchaForm'] ?? '';
        try {
            return $captcha->isEnabled() && ($form === '' || $captcha->isEnabledForForm($form));
        } catch (\Throwable) {
            return true;
        }
    }

    private static function escape(string $text): string
    {
        return htmlspecialchars($text, ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }
}
