<?php

/**
 * Writes the add-on's results for long texts, in JSON.
 */

declare(strict_types=1);

require_once __DIR__ . '/../../modules/addons/open_ticket/lib/autoload.php';

use OpenTicket\Whmcs\Suggestions\PlainText;
use OpenTicket\Whmcs\Suggestions\Terms;
use OpenTicket\Whmcs\Text\Characters;
use OpenTicket\Whmcs\Text\FileName;
use OpenTicket\Whmcs\Text\LineBreaks;
use OpenTicket\Whmcs\Text\VisibleMarkdown;

$parts = [
    "e-mail can\u{2019}t Größe 無料証明書 ", 'x', ' ', '<!-- x', '<!--', '<script>', '&#65;', '&nbsp;', '](', '[x](y', "```\n", '> ', '- ',
    "\u{200b}", "\u{ad}", "\e[31m", "\e]0;x", '"', "'a", '(', "\t", "\n\n", '\\', '<b', '*', '_', '| a ', "\r\n", 'é', '1. ', 'http://',
];
$results = [];
foreach ($parts as $part) {
    $text = str_repeat($part, intdiv(60_000, strlen($part))) . 'end';
    $terms = Terms::of(PlainText::words($text));
    $results[] = [
        'part' => bin2hex($part),
        'terms' => count($terms),
        'hash' => md5(implode(' ', $terms)),
        'line' => md5(PlainText::line($text, 200)),
        'isVisible' => VisibleMarkdown::isVisible($text),
        'breaks' => md5(LineBreaks::withHardBreaks($text)),
        'isBlank' => Characters::isBlank($text),
        'hasUnsafe' => Characters::hasUnsafeInLine($text),
        'withoutControls' => md5(Characters::withoutControls($text)),
        'trimmed' => md5(Characters::trimInvisible($text) . Characters::trimWhiteSpace($text)),
        'name' => FileName::sanitized(substr($text, 0, 3_000)),
    ];
}
echo json_encode($results, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
