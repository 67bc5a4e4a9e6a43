<?php
// Stub of the parts of WHMCS that the example uses: a hook, `init.php`, a signed-in client, and the
// theme's Smarty templates. Usage: php whmcs.php FOLDER page|token [guest]

namespace WHMCS\Authentication {
    class CurrentUser
    {
        public function client(): ?object
        {
            return $GLOBALS['client'];
        }
    }
}

namespace {
    [, $folder, $output] = $argv;
    error_reporting(E_ALL);
    set_error_handler(function (int $level, string $message, string $file, int $line): bool {
        fwrite(STDERR, "$message in $file:$line\n");
        exit(1);
    }, E_ALL & ~E_DEPRECATED);

    $client = in_array('guest', $argv, true) ? null : (object) [
        'id' => '1',
        'firstname' => 'Ada',
        'lastname' => 'Lovelace',
        'email' => 'ada@example.com',
    ];
    $hooks = [];

    function add_hook(string $point, int $priority, callable $callback): void
    {
        $GLOBALS['hooks'][$point][] = $callback;
    }

    function print_page(string $folder): void
    {
        require "$folder/includes/hooks/open_ticket.php";
        require stream_resolve_include_path('smarty4/Smarty.class.php');
        $smarty = new Smarty();
        $smarty->setTemplateDir("$folder/templates")->setCompileDir("$folder/templates_c");
        $smarty->registerPlugin('function', 'lang', fn (array $parameters): string => $parameters['key']);
        $vars = [
            'WEB_ROOT' => '',
            'template' => 'example',
            'client' => $GLOBALS['client'],
            'departments' => [['id' => 1, 'name' => 'General', 'description' => 'Anything']],
        ];
        foreach ($GLOBALS['hooks']['ClientAreaPageSubmitTicket'] as $callback) {
            $vars = array_merge($vars, $callback($vars));
        }
        $smarty->assign($vars);
        echo '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Support</title>',
            '<link rel="stylesheet" href="/templates/example/css/custom.css"></head><body>',
            $smarty->fetch('example/supportticketsubmit-stepone.tpl'), '</body></html>';
    }

    if ($output === 'page') {
        print_page($folder);
    } else {
        // WHMCS's init.php loads the hooks.
        file_put_contents("$folder/init.php", '<?php require_once __DIR__ . "/includes/hooks/open_ticket.php";');
        require "$folder/open-ticket/token.php";
    }
}
