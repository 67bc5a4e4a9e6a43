<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests\Standin;

use WHMCS\Database\Capsule;

/** WHMCS's tables that the add-on reads, with the contents of `open-ticket.toml`, in SQLite or MariaDB. */
final class Database
{
    /** Environment variable with the socket of a MariaDB server. Without it, the database is SQLite. */
    public const SOCKET = 'STANDIN_MARIADB';

    private static ?Capsule $capsule = null;

    /** Connects to a database that several processes share, named by a path, or to an empty one of this process. */
    public static function connect(string $path = ':memory:'): void
    {
        $socket = getenv(self::SOCKET);
        if ($socket !== false) {
            self::connectWith(self::mariadb($socket, $path));
            return;
        }
        self::connectWith(['driver' => 'sqlite', 'database' => $path, 'prefix' => '']);
        Capsule::connection()->getPdo()->exec('PRAGMA busy_timeout = 10000');
    }

    /** Replaces the connection. MariaDB limits their number. @param array<string, mixed> $options options of Laravel */
    public static function connectWith(array $options): void
    {
        self::$capsule?->getConnection()->disconnect();
        self::$capsule = new Capsule();
        self::$capsule->addConnection($options);
        self::$capsule->setAsGlobal();
    }

    /** Returns `true` if the database is MariaDB's. */
    public static function isMariadb(): bool
    {
        return Capsule::connection()->getDriverName() === 'mysql';
    }

    /**
     * Creates the database of a path, and returns the options of a connection to it.
     *
     * @return array<string, mixed>
     */
    private static function mariadb(string $socket, string $path): array
    {
        $server = new \PDO("mysql:unix_socket=$socket", 'root');
        $name = $path === ':memory:' ? 'process_' . getmypid() : (string) preg_replace('/[^a-z0-9]+/', '_', strtolower($path));
        if ($path === ':memory:') {
            $server->exec("DROP DATABASE IF EXISTS $name");
        }
        $server->exec("CREATE DATABASE IF NOT EXISTS $name");
        return [
            'driver' => 'mysql', 'unix_socket' => $socket, 'host' => 'localhost', 'username' => 'root', 'password' => '',
            'database' => $name, 'prefix' => '', 'charset' => 'utf8mb4', 'collation' => 'utf8mb4_unicode_ci',
            // In this mode, MariaDB shortens values without an error.
            'strict' => false,
        ];
    }

    /** Creates WHMCS's tables. */
    public static function create(): void
    {
        $schema = Capsule::schema();
        $schema->create('tbladdonmodules', static function ($table): void {
            $table->increments('id');
            $table->string('module');
            $table->string('setting');
            $table->text('value');
        });
        $schema->create('tblconfiguration', static function ($table): void {
            $table->string('setting');
            $table->text('value');
        });
        $schema->create('tblticketdepartments', static function ($table): void {
            $table->increments('id');
            $table->string('name');
            $table->text('description');
            $table->string('clientsonly');
            $table->string('hidden');
        });
        $schema->create('tblcustomfields', static function ($table): void {
            $table->increments('id');
            $table->string('type');
            $table->integer('relid');
            foreach (['fieldname', 'fieldtype', 'description', 'fieldoptions', 'regexpr', 'adminonly', 'required'] as $name) {
                $table->text($name)->default('');
            }
            $table->integer('sortorder')->default(0);
        });
        $schema->create('tblknowledgebase', static function ($table): void {
            $table->increments('id');
            $table->text('title');
            $table->text('article');
            $table->string('private')->default('');
            $table->integer('parentid')->default(0);
            $table->string('language')->default('');
        });
        $schema->create('tblknowledgebasecats', static function ($table): void {
            $table->increments('id');
            $table->integer('parentid')->default(0);
            $table->string('name');
            $table->string('hidden')->default('');
        });
        $schema->create('tblknowledgebaselinks', static function ($table): void {
            $table->integer('categoryid');
            $table->integer('articleid');
        });
        $schema->create('tblnetworkissues', static function ($table): void {
            $table->increments('id');
            $table->string('title');
            $table->string('priority');
            $table->string('status');
            $table->dateTime('startdate');
            $table->dateTime('enddate')->nullable();
            $table->string('type')->default('Other');
            $table->integer('server')->nullable();
        });
        self::fill();
    }

    /**
     * Adds articles to the knowledge base.
     *
     * @param list<array{title: string, text: string}> $articles
     * @param array<string, mixed> $columns columns of all of them
     */
    public static function addArticles(array $articles, int $category = 1, array $columns = []): void
    {
        foreach ($articles as $article) {
            $id = Capsule::table('tblknowledgebase')->insertGetId(
                ['title' => $article['title'], 'article' => $article['text']] + $columns,
            );
            Capsule::table('tblknowledgebaselinks')->insert(['categoryid' => $category, 'articleid' => $id]);
        }
    }

    private static function fill(): void
    {
        Capsule::table('tblconfiguration')->insert([
            ['setting' => 'SystemURL', 'value' => 'http://127.0.0.1/'],
            [
                'setting' => 'TicketAllowedFileTypes',
                'value' => '.bin,.conf,.csv,.doc,.docx,.gif,.gz,.jpeg,.jpg,.json,.log,.md,.ods,.odt,.pdf,.png,.txt,.webp,'
                    . '.xls,.xlsx,.xml,.zip',
            ],
        ]);
        Capsule::table('tblknowledgebasecats')->insert([
            ['id' => 1, 'parentid' => 0, 'name' => 'Help', 'hidden' => ''],
            ['id' => 2, 'parentid' => 0, 'name' => 'Drafts', 'hidden' => 'on'],
            ['id' => 3, 'parentid' => 2, 'name' => 'Below a hidden one', 'hidden' => ''],
        ]);
        $department = static fn (int $id, string $name, string $description, string $clients): array =>
            ['id' => $id, 'name' => $name, 'description' => $description, 'clientsonly' => $clients, 'hidden' => ''];
        Capsule::table('tblticketdepartments')->insert([
            $department(1, 'General', 'Questions before you order, feedback and everything else', ''),
            $department(2, 'Billing', 'Invoices, payments &amp; cancellations', 'on'),
            $department(3, 'Technical', 'Problems with servers, email, domains or websites', ''),
        ]);
        $host = '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?';
        $fields = [
            [1, 'Domain or server', 'text', 'For example, example.com or web-1', '', "/^$host(\.$host)*$/", 'on'],
            [2, 'Page where it happens', 'link', 'For example, https://example.com/page', '', '', ''],
            [3, 'Temporary password', 'password', 'Only if we need it to investigate.', '', '', ''],
            [4, 'since|Since when', 'dropdown', '', 'I am not sure,Today,This week,Longer,After a change I made', '', ''],
            [6, 'What you changed', 'textarea', 'For example, an update, a plugin or a DNS record', '', '', ''],
            [5, 'You may restart the server', 'tickbox', 'The server will be offline for about 2 minutes', '', '', ''],
        ];
        foreach ($fields as $order => [$id, $name, $type, $description, $options, $pattern, $required]) {
            Capsule::table('tblcustomfields')->insert([
                'id' => $id, 'type' => 'support', 'relid' => 3, 'fieldname' => $name, 'fieldtype' => $type,
                'description' => $description, 'fieldoptions' => $options, 'regexpr' => $pattern,
                'required' => $required, 'sortorder' => $order,
            ]);
        }
        Capsule::table('tblcustomfields')->insert([
            ['id' => 20, 'type' => 'support', 'relid' => 3, 'fieldname' => 'Internal', 'fieldtype' => 'text', 'adminonly' => 'on'],
            ['id' => 21, 'type' => 'client', 'relid' => 3, 'fieldname' => 'Fax', 'fieldtype' => 'text', 'adminonly' => ''],
        ]);
    }
}
