<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Rules\Department;
use OpenTicket\Whmcs\RulesFactory;
use OpenTicket\Whmcs\Settings;
use OpenTicket\Whmcs\Store\RequestLock;
use OpenTicket\Whmcs\Store\Tables;
use OpenTicket\Whmcs\Text\HelpText;
use OpenTicket\Whmcs\Whmcs\Departments;
use OpenTicket\Whmcs\Whmcs\LocalApi;
use OpenTicket\Whmcs\Whmcs\LocalApiFailed;
use WHMCS\Database\Capsule;

/** Checks of the installation, without opening a ticket. */
final class Status
{
    private const OLDEST_PHP = '8.1.0';
    private const OLDEST_WHMCS = '8.8.0';

    /** Total size of a ticket's files below which the page shows a warning, in bytes. */
    private const USEFUL_FILE_BYTES = 2_000_000;

    /** Returns `true` if an extension of PHP is loaded. */
    private readonly \Closure $isLoaded;

    /** Acquires the lock of a claim, or returns `null`. */
    private readonly \Closure $acquireLock;

    private const CORRECT = 'These lines have no effect. Correct them in the settings of the add-on.';

    public function __construct(
        private readonly Settings $settings,
        private readonly PhpLimits $limits,
        private readonly string $phpVersion = PHP_VERSION,
        ?\Closure $isLoaded = null,
        ?\Closure $acquireLock = null,
    ) {
        $this->isLoaded = $isLoaded ?? extension_loaded(...);
        $this->acquireLock = $acquireLock ?? RequestLock::acquire(...);
    }

    /** @return list<StatusCheck> */
    public function checks(): array
    {
        return [
            $this->addOn(),
            $this->php(),
            $this->extensions(),
            $this->whmcs(),
            $this->tables(),
            $this->locks(),
            $this->departments(),
            $this->fileTypes(),
            $this->postMaxSize(),
            $this->memoryLimit(),
            $this->uploads(),
            $this->settings(),
            SuggestionsCheck::run($this->settings, (int) floor(microtime(true) * 1000)),
            $this->formFiles(),
        ];
    }

    private function addOn(): StatusCheck
    {
        $version = open_ticket_config()['version'];
        return new StatusCheck('Open Ticket', StatusCheck::OK, is_string($version) ? $version : '');
    }

    private function php(): StatusCheck
    {
        $isSupported = version_compare($this->phpVersion, self::OLDEST_PHP, '>=');
        return new StatusCheck(
            'PHP',
            $isSupported ? StatusCheck::OK : StatusCheck::ERROR,
            $this->phpVersion,
            $isSupported ? '' : 'Select PHP 8.1 or later for this site.',
        );
    }

    private function extensions(): StatusCheck
    {
        $missing = array_values(array_filter(['mbstring', 'json', 'filter'], fn ($it) => !($this->isLoaded)($it)));
        if ($missing !== []) {
            $remedy = 'Enable them in the settings of PHP.';
            return new StatusCheck('PHP extensions', StatusCheck::ERROR, 'missing: ' . implode(', ', $missing), $remedy);
        }
        if (!($this->isLoaded)('intl')) {
            $remedy = 'Enable intl: without it, file names with accents from macOS are not converted, and suggestions miss '
                . 'words with full-width or combined characters.';
            return new StatusCheck('PHP extensions', StatusCheck::WARNING, 'intl is missing', $remedy);
        }
        return new StatusCheck('PHP extensions', StatusCheck::OK, 'mbstring, json, filter, intl');
    }

    private function whmcs(): StatusCheck
    {
        try {
            $response = LocalApi::read('WhmcsDetails', []);
            $version = LocalApi::text((array) ($response['whmcs'] ?? []), 'version');
        } catch (LocalApiFailed) {
            $version = '';
        }
        if ($version === '') {
            return new StatusCheck('WHMCS', StatusCheck::WARNING, 'unknown version', 'Use WHMCS 8.8 or later.');
        }
        $isSupported = version_compare($version, self::OLDEST_WHMCS, '>=');
        $remedy = $isSupported ? '' : 'Update WHMCS to 8.8 or later.';
        return new StatusCheck('WHMCS', $isSupported ? StatusCheck::OK : StatusCheck::ERROR, $version, $remedy);
    }

    private function tables(): StatusCheck
    {
        $row = ['name' => 'status:' . bin2hex(random_bytes(4)), 'leaves_at' => 0];
        try {
            foreach ([Tables::KEYS, Tables::RECEIPTS, Tables::SUGGESTIONS] as $table) {
                Capsule::table($table)->count();
            }
            Capsule::table(Tables::RATES)->insert($row + ['count' => 0]);
            Capsule::table(Tables::RATES)->where($row)->delete();
        } catch (\Throwable) {
            $remedy = 'Deactivate and activate the add-on, and allow the database user to write its tables.';
            return new StatusCheck('Tables', StatusCheck::ERROR, 'not writable', $remedy);
        }
        return new StatusCheck('Tables', StatusCheck::OK, 'writable');
    }

    private function locks(): StatusCheck
    {
        $lock = ($this->acquireLock)(bin2hex(random_bytes(16)));
        $lock?->delete();
        if ($lock === null) {
            $remedy = 'Let PHP write to its folder for temporary files (sys_temp_dir), on a file system with locks. Until then, a '
                . 'ticket whose process was killed is not sent again.';
            return new StatusCheck('Locks', StatusCheck::WARNING, 'not available', $remedy);
        }
        return new StatusCheck('Locks', StatusCheck::OK, 'available');
    }

    private function departments(): StatusCheck
    {
        try {
            $departments = Departments::all($this->settings);
        } catch (\Throwable) {
            $remedy = 'Check that GetSupportDepartments works for the first administrator.';
            return new StatusCheck('Departments', StatusCheck::ERROR, 'cannot be read', $remedy);
        }
        if ($departments === []) {
            $remedy = 'Create a department under System Settings, Support Departments.';
            return new StatusCheck('Departments', StatusCheck::ERROR, 'none', $remedy);
        }
        if (!Departments::hasDetails()) {
            $remedy = 'List the departments in the settings of the add-on. Others are for clients only.';
            return new StatusCheck('Departments', StatusCheck::WARNING, 'names only', $remedy);
        }
        return new StatusCheck('Departments', StatusCheck::OK, (string) count($departments));
    }

    private function fileTypes(): StatusCheck
    {
        $extensions = (new RulesFactory($this->settings, $this->limits))->extensions();
        return new StatusCheck('File types', StatusCheck::OK, implode(', ', $extensions));
    }

    private function postMaxSize(): StatusCheck
    {
        $megabytes = round($this->limits->totalFileBytes() / 1_000_000, 1);
        $found = ini_get('post_max_size') . ", that is $megabytes MB of files in a ticket";
        return $this->limits->totalFileBytes() >= self::USEFUL_FILE_BYTES
            ? new StatusCheck('post_max_size', StatusCheck::OK, $found)
            : new StatusCheck('post_max_size', StatusCheck::WARNING, $found, 'Set post_max_size to 8M or more.');
    }

    private function memoryLimit(): StatusCheck
    {
        $found = (string) ini_get('memory_limit');
        $needed = 5 * max($this->limits->postMaxSize, 0) + (48 << 20);
        $isEnough = $this->limits->memoryLimit <= 0 || $this->limits->memoryLimit >= $needed;
        $remedy = 'A ticket as large as post_max_size allows needs ' . (int) ceil($needed / (1 << 20)) . 'M. Raise memory_limit; '
            . 'until then, the form accepts smaller files.';
        return $isEnough
            ? new StatusCheck('memory_limit', StatusCheck::OK, $found)
            : new StatusCheck('memory_limit', StatusCheck::WARNING, $found, $remedy);
    }

    private function uploads(): StatusCheck
    {
        $found = ini_get('upload_max_filesize') . ', ' . ini_get('max_file_uploads') . ' files';
        $isEnough = $this->limits->maxFileUploads >= $this->settings->maxFiles;
        $remedy = 'WHMCS\'s own form accepts fewer files than Open Ticket. Raise max_file_uploads to '
            . $this->settings->maxFiles . '.';
        return $isEnough
            ? new StatusCheck('upload_max_filesize, max_file_uploads', StatusCheck::OK, $found)
            : new StatusCheck('upload_max_filesize, max_file_uploads', StatusCheck::WARNING, $found, $remedy);
    }

    /** Checks the settings that name departments and custom fields by their ids. */
    private function settings(): StatusCheck
    {
        $problems = $this->settings->unusable;
        try {
            $departments = Departments::all($this->settings);
            $hidden = array_keys(array_filter($this->settings->departments, static fn (array $it): bool => $it['is_hidden']));
            $ids = [...$hidden, ...array_map(static fn (Department $it): int => $it->id, $departments)];
            $fields = array_map(static fn (Department $it): array => array_column($it->fields, 'id'), $departments);
            $byId = [
                ['Departments', $this->settings->departments, 'department', $ids],
                ['Reply times', $this->settings->replyTimes, 'department', $ids],
                ['Office hours', $this->settings->officeHours, 'department', $ids],
                ['Message templates', $this->settings->messageTemplates, 'department', $ids],
                ['Hints of custom fields', $this->settings->hints, 'field', array_merge(...$fields)],
            ];
            foreach ($byId as [$name, $values, $kind, $known]) {
                foreach (array_diff(array_keys($values), $known) as $id) {
                    $problems[] = "$name: $kind $id is not in the form";
                }
            }
            foreach ($this->settings->hints as $id => $hint) {
                if (str_contains(HelpText::withoutLinks($hint), '](')) {
                    $problems[] = "Hints of custom fields: field $id has a link that cannot be used";
                }
            }
        } catch (\Throwable) {
            // The check of the departments reports it.
        }
        return $problems === []
            ? new StatusCheck('Settings', StatusCheck::OK, 'valid')
            : new StatusCheck('Settings', StatusCheck::WARNING, implode('. ', $problems), self::CORRECT);
    }

    private function formFiles(): StatusCheck
    {
        $assets = dirname(__DIR__, 2) . '/assets';
        $isComplete = is_file("$assets/open-ticket.js") && glob("$assets/open-ticket-app-*.wasm") !== [];
        return $isComplete
            ? new StatusCheck('Form', StatusCheck::OK, 'complete')
            : new StatusCheck('Form', StatusCheck::ERROR, 'files are missing', 'Upload all files of the ZIP file again, in binary mode.');
    }
}
