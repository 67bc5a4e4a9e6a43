<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Store;

/**
 * Retries a statement that the database has rolled back because of a deadlock. MySQL
 * documents that programs have to retry it. In a Galera cluster, each change may be rolled back.
 */
final class Deadlock
{
    /** Maximum number of attempts. */
    private const ATTEMPTS = 5;

    /** SQLSTATE of a statement that was rolled back. */
    private const ROLLED_BACK = '40001';

    /**
     * Executes a statement, which is not part of a transaction.
     *
     * @template T
     * @param \Closure(): T $statement
     * @return T
     */
    public static function retry(\Closure $statement): mixed
    {
        for ($attempt = 1;; $attempt++) {
            try {
                return $statement();
            } catch (\PDOException $error) {
                if ((string) $error->getCode() !== self::ROLLED_BACK || $attempt === self::ATTEMPTS) {
                    throw $error;
                }
            }
        }
    }
}
