<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

use WHMCS\Database\Capsule;

/** The admin area's pages about addon modules: settings, and the module's own page. */
final class AdminSite
{
    private const MODULE = 'open_ticket';

    /** Shows a page. Returns `false` for any other path. */
    public static function serve(string $path): bool
    {
        $content = match ($path) {
            '/admin/configaddonmods.php' => self::settings(),
            '/admin/addonmodules.php' => self::modulePage(),
            default => null,
        };
        if ($content === null) {
            return false;
        }
        $style = 'body { max-width: 60rem; margin: 1rem auto; padding: 0 1rem; font: 14px/1.4 sans-serif; color: #333 }'
            . 'table { width: 100%; border-collapse: collapse } h2 { font-size: 1.2rem }'
            . 'th, td { padding: 0.3rem 0.5rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top }'
            . 'td:nth-child(2) { min-width: 4.5rem } textarea { display: block } .fields td:first-child { width: 11rem }';
        echo "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Admin</title><style>$style</style></head>"
            . "<body>$content</body></html>";
        return true;
    }

    /** Returns the settings as WHMCS documents them: a control for each type of field. */
    private static function settings(): string
    {
        $config = open_ticket_config();
        $stored = self::stored();
        $rows = '';
        foreach ($config['fields'] as $name => $field) {
            $value = htmlspecialchars((string) ($stored[$name] ?? $field['Default'] ?? ''));
            $control = match ($field['Type']) {
                'yesno' => '<input type="checkbox"' . ($value === 'on' ? ' checked' : '') . '>',
                'textarea' => "<textarea rows=\"2\" cols=\"{$field['Cols']}\">$value</textarea>",
                'dropdown' => '<select><option>' . str_replace(',', '<option>', $field['Options']) . '</select>',
                default => "<input size=\"{$field['Size']}\" value=\"$value\">",
            };
            $rows .= "<tr><td>{$field['FriendlyName']}</td><td>$control {$field['Description']}</td></tr>";
        }
        return '<h1>Addon Modules</h1><table><tr><th>Module</th><th>Version</th><th>Author</th><th></th></tr>'
            . "<tr><td><strong>{$config['name']}</strong><br>{$config['description']}</td><td>{$config['version']}</td>"
            . "<td>{$config['author']}</td><td><button>Deactivate</button></td></tr></table>"
            . "<table class=\"fields\">$rows</table><p><button>Save Changes</button></p>";
    }

    private static function modulePage(): string
    {
        $_ADDONLANG = [];
        require getenv('STANDIN_ROOT') . '/modules/addons/' . self::MODULE . '/lang/english.php';
        ob_start();
        open_ticket_output(['modulelink' => 'addonmodules.php?module=' . self::MODULE, '_lang' => $_ADDONLANG] + self::stored());
        return '<h1>Open Ticket</h1>' . ob_get_clean();
    }

    /** @return array<string, string> */
    private static function stored(): array
    {
        return Capsule::table('tbladdonmodules')->where('module', self::MODULE)->pluck('value', 'setting')->all();
    }
}
