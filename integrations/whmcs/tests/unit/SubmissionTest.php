<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Tests;

use OpenTicket\Whmcs\Http\Request;
use OpenTicket\Whmcs\Tests\Standin\Hooks;
use OpenTicket\Whmcs\Tests\Standin\LocalApiClient;
use OpenTicket\Whmcs\Wire\Attachments;
use OpenTicket\Whmcs\Attachment;

/** Tickets: the parameters that WHMCS receives, and the responses that the form gets. */
final class SubmissionTest extends TicketTestCase
{
    public function testTheExampleOfTheDocumentationOpensATicket(): void
    {
        $command = 'OpenTicket';
        $postData = array(
            'deptid' => '1',
            'subject' => 'This is a sample ticket',
            'message' => 'This is a **sample** ticket message',
            'clientid' => '1',
            'priority' => 'Medium',
            'markdown' => true,
            'attachments' => base64_encode(json_encode([['name' => 'sample_text_file.txt', 'data' => base64_encode('This is a sample text file contents')]])),
            'preventClientClosure' => true,
        );
        $adminUsername = 'ADMIN_USERNAME'; // Optional for WHMCS 7.2 and later

        $results = localAPI($command, $postData, $adminUsername);
        self::assertSame('success', $results['result']);
        self::assertEqualsCanonicalizing(['result', 'id', 'tid', 'c'], array_keys($results));
        $ticket = localAPI('GetTicket', ['ticketid' => $results['id']]);
        self::assertSame('sample_text_file.txt', $ticket['replies']['reply'][0]['attachments'][0]['filename']);
    }

    public function testTheResponseIsWhmcsOwnAndTheFilesArriveUnchanged(): void
    {
        $bytes = random_bytes(50_000);
        $files = Attachments::encode([new Attachment('Zürich 🎫.bin', $bytes), new Attachment('a.txt', "a\0b\r\n")]);
        $response = $this->post(['attachments' => $files] + self::TICKET);
        $body = self::json($response);
        self::assertSame(['success', 200], [$body['result'], $response->status]);
        $stored = localAPI('GetTicketAttachment', ['type' => 'ticket', 'relatedid' => $body['id'], 'index' => 0]);
        self::assertSame(['Zürich 🎫.bin', $bytes], [$stored['filename'], base64_decode($stored['data'], true)]);
    }

    public function testAMultipartFormWithFilesIsAccepted(): void
    {
        $path = tempnam(sys_get_temp_dir(), 'whmcs');
        file_put_contents($path, 'content');
        $subject = self::subject();
        \OpenTicket\Whmcs\Http\Csrf::remember('t', \OpenTicket\Whmcs\Whmcs\Requester::current());
        $form = ['subject' => $subject, 'deptid' => '3', 'token' => 't', 'customfield' => [1 => 'web-1', 5 => 'on'], 'idempotency_key' => self::key()]
            + self::TICKET;
        unset($form['action'], $form['responsetype']);
        $upload = [
            'name' => ['../CON.txt', ''], 'tmp_name' => [$path, ''], 'error' => [UPLOAD_ERR_OK, UPLOAD_ERR_NO_FILE],
            'size' => [7, 0], 'type' => ['text/plain', ''],
        ];
        $send = fn (array $upload) => $this->send(
            new Request('POST', [], ['content-type' => 'multipart/form-data; boundary=x'], '', $form, ['attachments' => $upload]),
        );
        $first = $send($upload);
        self::assertSame('success', self::json($first)['result'], $first->body);
        self::assertSame($first->body, $send($upload)->body, 'a retry');
        self::assertSame(1, self::countTickets($subject));
        $ticket = localAPI('GetTicket', ['ticketid' => self::json($first)['id']]);
        self::assertSame('_CON.txt', $ticket['replies']['reply'][0]['attachments'][0]['filename']);
        $form['idempotency_key'] = self::key();
        $upload['error'][0] = UPLOAD_ERR_INI_SIZE;
        $send = fn (array $upload) => $this->send(
            new Request('POST', [], ['content-type' => 'multipart/form-data; boundary=x'], '', $form, ['attachments' => $upload]),
        );
        $this->assertRefused(413, 'too_large', $send($upload));
        unlink($path);
    }

    public function testTheRequesterComesFromTheSessionNotTheRequest(): void
    {
        $this->signIn(2);
        $this->post(['name' => 'Grace', 'email' => 'grace@example.net', 'serviceid' => '1'] + self::TICKET);
        $sent = LocalApiClient::callsOf('OpenTicket')[0];
        self::assertSame([1, 2, 1], [$sent['clientid'], $sent['userid'], $sent['serviceid']]);
        self::assertArrayNotHasKey('name', $sent);
        self::assertArrayNotHasKey('email', $sent);
        foreach (['clientid', 'userid', 'contactid', 'admin', 'noemail', 'created', 'preventClientClosure'] as $name) {
            $this->assertRefused(400, 'forbidden_parameter', $this->post([$name => '2'] + self::TICKET), $name);
        }
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    public function testAnotherClientsServiceIsNotOffered(): void
    {
        $this->signIn(1);
        foreach (['serviceid' => '2', 'domainid' => '2'] as $name => $id) {
            $response = $this->post([$name => $id] + self::TICKET);
            $this->assertRefused(422, 'rule', $response);
            self::assertSame('related', self::json($response)['field']);
        }
        // If WHMCS ignored the filter, it would return the services of other clients.
        LocalApiClient::$changes['GetClientsProducts'] = static fn (): array => [
            'result' => 'success', 'totalresults' => 1,
            'products' => ['product' => [['id' => '2', 'clientid' => '2', 'name' => 'Shared Hosting', 'status' => 'Active']]],
        ];
        $this->assertRefused(422, 'rule', $this->post(['serviceid' => '2'] + self::TICKET));
        self::assertSame([], LocalApiClient::callsOf('OpenTicket'));
    }

    public function testARefusalOfAHookIsReturnedUnchangedAndOpensNothing(): void
    {
        $subject = self::subject();
        $ticket = [
            'subject' => $subject, 'message' => "How does $subject work?", 'email' => self::address($subject),
        ] + self::TICKET;
        $message = 'Closed <b>today</b> & tomorrow 🎫';
        Hooks::add('TicketOpenValidation', 1, static fn (array $vars): ?string => $vars['subject'] === $subject ? $message : null);
        $key = self::key();
        $response = $this->post($ticket, $key);
        self::assertSame(['result' => 'error', 'message' => $message], self::json($response));
        self::assertSame(200, $response->status);
        self::assertSame('{"state":"not_opened"}', $this->get(['key' => $key])->body);
        self::assertSame(0, self::countTickets($subject));
        self::assertSame($response->body, $this->post($ticket, $key)->body, 'a retry');
    }

    /** @return iterable<string, array{string, bool|null, bool}> */
    public static function encodings(): iterable
    {
        yield 'WHMCS encodes request variables' => ['Auto', true, true];
        yield 'WHMCS encodes nothing' => ['Auto', false, false];
        yield 'a request that does not show if WHMCS encodes' => ['Auto', null, true];
        yield 'the setting Encoded' => ['Encoded', false, true];
        yield 'the setting Plain' => ['Plain', true, false];
    }

    /** @dataProvider encodings */
    public function testTextIsEncodedAsWhmcsEncodesItsOwnForms(string $setting, ?bool $encodes, bool $isEncoded): void
    {
        $this->settings['text_encoding'] = $setting;
        $attack = '<script>"&\'';
        $values = ['subject' => $attack, 'name' => $attack, 'message' => $attack, 'deptid' => '3',
            'customfields' => base64_encode(serialize([1 => 'web-1', 3 => $attack]))] + self::TICKET;
        \OpenTicket\Whmcs\Http\Csrf::remember('t', \OpenTicket\Whmcs\Whmcs\Requester::current());
        $headers = ['content-type' => self::FORM, 'x-csrf-token' => 't'];
        $this->send(new Request('POST', [], $headers, http_build_query($values), encodesInput: $encodes));
        $sent = LocalApiClient::callsOf('OpenTicket')[0];
        $expected = $isEncoded ? '&lt;script&gt;&quot;&amp;&#039;' : $attack;
        foreach (['subject', 'name', 'message'] as $name) {
            self::assertSame($expected, $sent[$name], $name);
        }
        $bodys = unserialize((string) base64_decode($sent['customfields'], true), ['allowed_classes' => false]);
        self::assertSame([1 => 'web-1', 3 => $expected], $bodys);
    }

    public function testARequestThatIsTooLargeIsNotRead(): void
    {
        $limit = 8 << 20;
        $body = static fn (): string => throw new \LogicException('read');
        \OpenTicket\Whmcs\Http\Csrf::remember('t', \OpenTicket\Whmcs\Whmcs\Requester::current());
        $headers = ['content-type' => self::FORM, 'x-csrf-token' => 't', 'content-length' => (string) ($limit + 1)];
        $response = $this->send(new Request('POST', [], $headers, $body));
        $this->assertRefused(413, 'too_large', $response);
        self::assertSame($limit, self::json($response)['limit']);
        unset($headers['content-length']);
        $this->assertRefused(413, 'too_large', $this->send(new Request('POST', [], $headers, str_repeat('a', $limit + 1))));
    }

    public function testABodyThatIsLargerThanPhpAcceptsIsTooLargeAndHasNoToken(): void
    {
        \OpenTicket\Whmcs\Http\Csrf::remember('t', \OpenTicket\Whmcs\Whmcs\Requester::current());
        $headers = ['content-type' => 'multipart/form-data; boundary=x', 'content-length' => (string) ((8 << 20) + 1)];
        $this->assertRefused(413, 'too_large', $this->send(new Request('POST', [], $headers)));
    }

    public function testABodyWhoseConnectionWasLostIsRefused(): void
    {
        $body = http_build_query(['message' => 'The first half'] + self::TICKET);
        $length = ['content-length' => (string) (strlen($body) + 1)];
        $this->assertRefused(400, 'malformed', $this->post($body, self::key(), $length));
        self::assertSame(200, $this->post($body, self::key(), ['content-length' => (string) strlen($body)])->status);
        self::assertCount(1, LocalApiClient::callsOf('OpenTicket'));
    }

    /** @group memory */
    public function testHostileBodiesGetAResponseWithinPhpsMemoryLimit(): void
    {
        $bodies = [
            str_repeat('&', 4_000_000), str_repeat('a=1&', 1_000_000), 'subject=' . str_repeat('%41', 1_000_000),
            'subject=' . str_repeat('%', 1_000_000),
            http_build_query(['attachments' => base64_encode('[' . str_repeat('{"":0},', 500_000) . '{}]')] + self::TICKET),
            http_build_query(['attachments' => base64_encode(str_repeat('[', 1_000_000))] + self::TICKET),
            http_build_query(['customfields' => base64_encode('a:999999999:{' . str_repeat('i:1;i:1;', 100_000) . '}')] + self::TICKET),
            http_build_query(['message' => str_repeat("\u{a0}", 500_000) . 'x'] + self::TICKET),
            http_build_query(['message' => str_repeat('<!-- -->', 100_000)] + self::TICKET),
            http_build_query(['message' => str_repeat("> ", 100_000)] + self::TICKET),
            http_build_query(['subject' => str_repeat(' ', 1_000_000) . 'x' . str_repeat(' ', 1_000_000)] + self::TICKET),
            http_build_query(['email' => str_repeat('a', 1_000_000) . '@example.com'] + self::TICKET),
            http_build_query(['message' => str_repeat("\x1b[", 500_000)] + self::TICKET),
        ];
        $before = memory_get_peak_usage();
        foreach ($bodies as $index => $body) {
            $response = $this->post($body);
            self::assertNotSame(503, $response->status, "$index: " . implode(LocalApiClient::$activity));
            self::assertContains(self::json($response)['result'], ['error', 'success']);
        }
        self::assertLessThan(128 << 20, memory_get_peak_usage(), "before: $before");
    }

    public function testOtherMethodsAndMediaTypesAreRefused(): void
    {
        foreach (['PUT', 'DELETE', 'OPTIONS', 'PATCH'] as $method) {
            $this->assertRefused(405, 'malformed', $this->send(new Request($method)));
        }
        foreach (['application/json', 'text/plain', ''] as $type) {
            $this->assertRefused(415, 'malformed', $this->post('{}', null, ['content-type' => $type]), $type);
        }
    }
}
