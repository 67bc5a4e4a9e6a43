<?php
// WHMCS as far as the guide's files meet it: a hook, `init.php`, a client who is signed in, and a
// theme's templates by Smarty. Usage: php whmcs.php FOLDER page|token [guest]

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
    [, $folder, $wanted] = $argv;
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

    function add_hook(string $point, int $priority, callable $act): void
    {
        $GLOBALS['hooks'][$point][] = $act;
    }

    function page(string $folder): void
    {
        require "$folder/includes/hooks/open_ticket.php";
        require stream_resolve_include_path('smarty4/Smarty.class.php');
        $smarty = new Smarty();
        $smarty->setTemplateDir("$folder/templates")->setCompileDir("$folder/templates_c");
        $smarty->registerPlugin('function', 'lang', fn (array $given): string => $given['key']);
        $vars = [
            'WEB_ROOT' => '',
            'template' => 'example',
            'client' => $GLOBALS['client'],
            'departments' => [['id' => 1, 'name' => 'General', 'description' => 'Anything']],
        ];
        foreach ($GLOBALS['hooks']['ClientAreaPageSubmitTicket'] as $act) {
            $vars = array_merge($vars, $act($vars));
        }
        $smarty->assign($vars);
        echo '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Support</title>',
            '<link rel="stylesheet" href="/templates/example/css/custom.css"></head><body>',
            $smarty->fetch('example/supportticketsubmit-stepone.tpl'), '</body></html>';
    }

    if ($wanted === 'page') {
        page($folder);
    } else {
        // WHMCS's own loads the hooks.
        file_put_contents("$folder/init.php", '<?php require_once __DIR__ . "/includes/hooks/open_ticket.php";');
        require "$folder/open-ticket/token.php";
    }
}
