<?php

/**
 * Loads the add-on's classes. WHMCS has no Composer autoloader for modules.
 */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $prefix = 'OpenTicket\\Whmcs\\';
    // Not `str_starts_with`: WHMCS may load this file with PHP 7.4.
    if (strncmp($class, $prefix, strlen($prefix)) !== 0) {
        return;
    }
    $file = __DIR__ . '/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});
