<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

use OpenTicket\Whmcs\Http\Csrf;
use OpenTicket\Whmcs\Whmcs\Requester;
use WHMCS\Database\Capsule;

/** The pages of a site with WHMCS. */
final class Site
{
    private const THEMES = ['six', 'twenty-one', 'nexus'];

    private const TYPES = ['js' => 'text/javascript', 'css' => 'text/css', 'svg' => 'image/svg+xml', 'wasm' => 'application/wasm'];

    public function __construct(
        private readonly string $root,
        private readonly string $dist,
        private readonly string $sandbox,
    ) {
    }

    /** Serves a request. Returns `false` for a file of the site, which PHP's server sends itself. */
    public function serve(string $path): bool
    {
        if (preg_match('~^/api/ticket(?:/([^/]*))?$~', $path, $found) === 1) {
            // The relay's URL, for tests that run with both.
            $_GET += ['m' => 'open_ticket', 'action' => 'ticket', 'probe' => '&'];
            if (isset($found[1])) {
                $_GET['key'] = urldecode($found[1]);
            }
            $path = '/index.php';
        }
        if ($path === '/api/index.php') {
            // A path relative to that URL.
            $path = '/index.php';
        }
        if (str_starts_with($path, '/sandbox/')) {
            return $this->forward();
        }
        switch ($path) {
            case '/':
                return $this->demoPage();
            case '/index.php':
                return $this->module();
            case '/submitticket.php':
                return $this->ticketPage();
            case '/viewticket.php':
                header('Location: /sandbox/viewticket.php?' . $_SERVER['QUERY_STRING']);
                return true;
            case '/serverstatus.php':
                echo '<!doctype html><title>Network status</title><h1>Network status</h1>';
                return true;
            case '/login.php':
                $this->signIn((int) ($_GET['user'] ?? 0) ?: null);
                header('Location: /submitticket.php?step=2&deptid=1');
                return true;
            case '/end-session.php':
                $_SESSION = [];
                return true;
        }
        return AdminSite::serve($path) || $this->file($path);
    }

    private function module(): bool
    {
        $vars = Capsule::table('tbladdonmodules')->where('module', 'open_ticket')->pluck('value', 'setting')->all();
        $page = open_ticket_clientarea($vars + ['modulelink' => 'index.php?m=open_ticket', '_lang' => []]);
        $template = "$this->root/modules/addons/open_ticket/templates/{$page['templatefile']}.tpl";
        echo $this->smarty()->fetch($template, null, null, null) ?: '';
        return true;
    }

    /** WHMCS's own ticket page: step one, step two, and step three of its form. */
    private function ticketPage(): bool
    {
        $theme = in_array($_GET['theme'] ?? '', self::THEMES, true) ? $_GET['theme'] : 'twenty-one';
        $client = (new \WHMCS\Authentication\CurrentUser())->client();
        $vars = [
            'template' => $theme,
            'filename' => 'submitticket',
            'language' => 'english',
            'LANG' => ['locale' => 'en_GB'],
            'WEB_ROOT' => '',
            'token' => $_SESSION['tkval'] ??= bin2hex(random_bytes(20)),
            'loggedin' => $client !== null,
            'name' => $client?->fullName ?? '',
            'email' => $client?->email ?? '',
            'deptid' => (string) ($_GET['deptid'] ?? ''),
            'departments' => Capsule::table('tblticketdepartments')->get()->map(static fn ($it) => (array) $it)->all(),
            'captcha' => isset($_GET['captcha']),
            'opened' => null,
        ];
        if (!isset($_GET['step'])) {
            // The list of departments, which has no form.
            unset($vars['captcha']);
        }
        if ($_SERVER['REQUEST_METHOD'] === 'POST') {
            $vars['opened'] = localAPI('OpenTicket', [
                'deptid' => $_POST['deptid'] ?? '', 'subject' => $_POST['subject'] ?? '', 'message' => $_POST['message'] ?? '',
                'name' => $_POST['name'] ?? '', 'email' => $_POST['email'] ?? '',
            ]);
        }
        foreach (Hooks::run('ClientAreaPageSubmitTicket', $vars) as $more) {
            $vars = array_merge($vars, $more);
        }
        $vars['footeroutput'] = implode('', Hooks::run('ClientAreaFooterOutput', $vars));
        $smarty = $this->smarty();
        $smarty->assign($vars);
        echo $smarty->fetch(__DIR__ . "/templates/$theme/submitticket.tpl");
        return true;
    }

    /** The demo page that the relay serves, with the add-on's token. */
    private function demoPage(): bool
    {
        // The first user of the client.
        $user = ($_GET['client'] ?? '1') === '2' ? 3 : 1;
        $this->signIn(($_GET['as'] ?? '') === 'client' ? $user : null);
        $token = Csrf::remember($_SESSION['tkval'] ??= bin2hex(random_bytes(20)), Requester::current());
        header('Content-Security-Policy: ' . str_replace("\n", ' ', "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';
            style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self';
            require-trusted-types-for 'script'; trusted-types 'none'"));
        header('Referrer-Policy: same-origin');
        $page = (string) file_get_contents("$this->dist/demo.html");
        echo str_replace('<open-ticket ', '<open-ticket token="' . $token . '" ', $page);
        return true;
    }

    /** Signs a user in or, for `null`, out. Another person has another token. */
    private function signIn(?int $user): void
    {
        if (($_SESSION['standin_user'] ?? null) !== $user) {
            $_SESSION = ['standin_user' => $user];
        }
    }

    /** Forwards a request to the sandbox, which shows tickets. */
    private function forward(): bool
    {
        $context = stream_context_create(['http' => [
            'method' => $_SERVER['REQUEST_METHOD'],
            'header' => 'Content-Type: ' . ($_SERVER['CONTENT_TYPE'] ?? 'text/plain'),
            'content' => file_get_contents('php://input'),
            'ignore_errors' => true,
            'follow_location' => 0,
        ]]);
        $body = file_get_contents($this->sandbox . $_SERVER['REQUEST_URI'], false, $context);
        foreach ($http_response_header ?? [] as $line) {
            if (preg_match('/^(?:HTTP\/|content-(?:type|disposition|security-policy)|x-)/i', $line) === 1) {
                header($line);
            }
        }
        echo $body;
        return true;
    }

    private function file(string $path): bool
    {
        foreach ([$this->root . '/modules', $this->dist] as $folder) {
            $file = realpath(str_starts_with($path, '/modules/') ? $this->root . $path : $this->dist . $path);
            $type = self::TYPES[pathinfo($path, PATHINFO_EXTENSION)] ?? null;
            if ($file !== false && $type !== null && str_starts_with($file, (string) realpath($folder))) {
                header("Content-Type: $type");
                readfile($file);
                return true;
            }
        }
        http_response_code(404);
        return true;
    }

    private function smarty(): \Smarty
    {
        require_once 'smarty4/Smarty.class.php';
        $smarty = new \Smarty();
        $smarty->setCompileDir("$this->root/compiled");
        return $smarty;
    }
}
