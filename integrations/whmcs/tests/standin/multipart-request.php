<?php

/**
 * Router of PHP's web server for the test of multipart forms. Responds with the ticket that the add-on decodes from the
 * request, or with its error.
 */

declare(strict_types=1);

require_once __DIR__ . '/../../modules/addons/open_ticket/lib/autoload.php';

use OpenTicket\Whmcs\ApiError;
use OpenTicket\Whmcs\Attachment;
use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\PhpLimits;
use OpenTicket\Whmcs\Wire\MultipartForm;

try {
    $form = new MultipartForm(Request::fromGlobals(), PhpLimits::current(), 8);
    $ticket = $form->ticket();
    $files = array_map(static fn (Attachment $file): array => [$file->name, bin2hex($file->bytes)], $ticket->files);
    $response = ['key' => $form->key(), 'subject' => $ticket->subject, 'files' => $files, 'answers' => $ticket->answers];
} catch (ApiError $error) {
    $response = ['code' => $error->apiCode, 'message' => $error->getMessage()] + $error->details;
}
echo json_encode($response, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
