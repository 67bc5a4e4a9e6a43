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
final class InstallationChecks
{
    /** Total size of a ticket's files below which the page shows a warning, in bytes. */
    private const USEFUL_FILE_BYTES = 2_000_000;

    /** Returns `true` if an extension of PHP is loaded. */
    private readonly \Closure $isLoaded;

    /** Acquires the lock of a claim, or returns `null`. */
    private readonly \Closure $acquireLock;

    private const CORRECT = 'These lines have no effect, or contain a link that cannot be used. '
        . 'Correct them in the settings of the add-on.';

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

    /** @return list<CheckResult> */
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

    private function addOn(): CheckResult
    {
        $version = open_ticket_config()['version'];
        return new CheckResult('Open Ticket', CheckResult::OK, is_string($version) ? $version : '');
    }

    private function php(): CheckResult
    {
        $isSupported = version_compare($this->phpVersion, RequiredVersions::PHP, '>=');
        return new CheckResult(
            'PHP',
            $isSupported ? CheckResult::OK : CheckResult::ERROR,
            $this->phpVersion,
            $isSupported ? '' : 'Select PHP 8.1 or later for this site.',
        );
    }

    private function extensions(): CheckResult
    {
        $missing = array_values(array_filter(['mbstring', 'json', 'filter'], fn ($it) => !($this->isLoaded)($it)));
        if ($missing !== []) {
            $remedy = 'Enable them in the settings of PHP.';
            return new CheckResult('PHP extensions', CheckResult::ERROR, 'missing: ' . implode(', ', $missing), $remedy);
        }
        if (!($this->isLoaded)('intl')) {
            $remedy = 'Enable intl: without it, file names with accents from macOS are not converted, and suggestions miss '
                . 'words with full-width or combined characters.';
            return new CheckResult('PHP extensions', CheckResult::WARNING, 'intl is missing', $remedy);
        }
        return new CheckResult('PHP extensions', CheckResult::OK, 'mbstring, json, filter, intl');
    }

    private function whmcs(): CheckResult
    {
        try {
            $response = LocalApi::read('WhmcsDetails', []);
            $version = LocalApi::text((array) ($response['whmcs'] ?? []), 'version');
        } catch (LocalApiFailed) {
            $version = '';
        }
        if ($version === '') {
            return new CheckResult('WHMCS', CheckResult::WARNING, 'unknown version', 'Use WHMCS 8.8 or later.');
        }
        $isSupported = version_compare($version, RequiredVersions::WHMCS, '>=');
        $remedy = $isSupported ? '' : 'Update WHMCS to 8.8 or later.';
        return new CheckResult('WHMCS', $isSupported ? CheckResult::OK : CheckResult::ERROR, $version, $remedy);
    }

    private function tables(): CheckResult
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
            return new CheckResult('Tables', CheckResult::ERROR, 'not writable', $remedy);
        }
        return new CheckResult('Tables', CheckResult::OK, 'writable');
    }

    private function locks(): CheckResult
    {
        $lock = ($this->acquireLock)(bin2hex(random_bytes(16)));
        $lock?->delete();
        if ($lock === null) {
            $remedy = 'Let PHP write to its folder for temporary files (sys_temp_dir), on a file system that '
                . 'supports file locks. Until then, a ticket is not sent again if PHP was killed while it '
                . 'sent the ticket.';
            return new CheckResult('Locks', CheckResult::WARNING, 'not available', $remedy);
        }
        return new CheckResult('Locks', CheckResult::OK, 'available');
    }

    private function departments(): CheckResult
    {
        try {
            $departments = Departments::all($this->settings);
        } catch (\Throwable) {
            $remedy = 'Check that GetSupportDepartments works for the first administrator.';
            return new CheckResult('Departments', CheckResult::ERROR, 'cannot be read', $remedy);
        }
        if ($departments === []) {
            $remedy = 'Create a department under System Settings, Support Departments.';
            return new CheckResult('Departments', CheckResult::ERROR, 'none', $remedy);
        }
        if (!Departments::hasDetails()) {
            $remedy = 'List the departments in the settings of the add-on. Departments without a line are '
                . 'for clients only.';
            return new CheckResult('Departments', CheckResult::WARNING, 'names only', $remedy);
        }
        return new CheckResult('Departments', CheckResult::OK, (string) count($departments));
    }

    private function fileTypes(): CheckResult
    {
        $extensions = (new RulesFactory($this->settings, $this->limits))->extensions();
        return new CheckResult('File types', CheckResult::OK, implode(', ', $extensions));
    }

    private function postMaxSize(): CheckResult
    {
        $megabytes = round($this->limits->totalFileBytes() / 1_000_000, 1);
        $found = ini_get('post_max_size') . ", that is $megabytes MB of files in a ticket";
        return $this->limits->totalFileBytes() >= self::USEFUL_FILE_BYTES
            ? new CheckResult('post_max_size', CheckResult::OK, $found)
            : new CheckResult('post_max_size', CheckResult::WARNING, $found, 'Set post_max_size to 8M or more.');
    }

    private function memoryLimit(): CheckResult
    {
        $found = (string) ini_get('memory_limit');
        $needed = 5 * max($this->limits->postMaxSize, 0) + (48 << 20);
        $isEnough = $this->limits->memoryLimit <= 0 || $this->limits->memoryLimit >= $needed;
        $remedy = 'A ticket as large as post_max_size allows needs ' . (int) ceil($needed / (1 << 20)) . 'M. Raise memory_limit; '
            . 'until then, the form accepts smaller files.';
        return $isEnough
            ? new CheckResult('memory_limit', CheckResult::OK, $found)
            : new CheckResult('memory_limit', CheckResult::WARNING, $found, $remedy);
    }

    private function uploads(): CheckResult
    {
        $found = ini_get('upload_max_filesize') . ', ' . ini_get('max_file_uploads') . ' files';
        $isEnough = $this->limits->maxFileUploads >= $this->settings->maxFiles;
        $remedy = 'WHMCS\'s own form accepts fewer files than Open Ticket. Raise max_file_uploads to '
            . $this->settings->maxFiles . '.';
        return $isEnough
            ? new CheckResult('upload_max_filesize, max_file_uploads', CheckResult::OK, $found)
            : new CheckResult('upload_max_filesize, max_file_uploads', CheckResult::WARNING, $found, $remedy);
    }

    /** Checks the settings that name departments and custom fields by their ids. */
    private function settings(): CheckResult
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
            ? new CheckResult('Settings', CheckResult::OK, 'valid')
            : new CheckResult('Settings', CheckResult::WARNING, implode('. ', $problems), self::CORRECT);
    }

    private function formFiles(): CheckResult
    {
        $assets = dirname(__DIR__, 2) . '/assets';
        $isComplete = is_file("$assets/open-ticket.js") && glob("$assets/open-ticket-app-*.wasm") !== [];
        return $isComplete
            ? new CheckResult('Form', CheckResult::OK, 'complete')
            : new CheckResult('Form', CheckResult::ERROR, 'files are missing', 'Upload all files of the ZIP file again, in binary mode.');
    }
}
