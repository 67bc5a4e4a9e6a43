<?php

/**
 * Updates the index of a large knowledge base, and writes the failure and the memory that PHP took, in MB.
 */

declare(strict_types=1);

require_once __DIR__ . '/load-add-on.php';

use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Suggestions\IndexStore;
use OpenTicket\Whmcs\Suggestions\IndexUpdate;
use OpenTicket\Whmcs\Tests\Standin\Database;

// Each word is a separate term.
for ($number = 0; $number < 700; $number++) {
    $words = array_map(static fn (int $it): string => 'w' . base_convert((string) $it, 10, 36), range($number * 2_500, $number * 2_500 + 2_499));
    Database::addArticles([['title' => "Article $number", 'text' => implode(' ', $words)]]);
}
IndexUpdate::run(Settings::fromArray([]));
echo json_encode([IndexStore::state()?->failure, memory_get_peak_usage() >> 20], JSON_THROW_ON_ERROR);
