<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Rules;

use OpenTicket\Whmcs\Ticket;

/**
 * Rules of this installation for one requester, and the validation of tickets against them. The results
 * are the same as in `src/rules/validate.rs`: `tests/generated/relay-responses.json` has the cases that both are tested with.
 */
final class Rules
{
    /**
     * @param list<Department> $departments in display order
     * @param list<array{id: string, name: string, status: string}> $related services and domains
     * @param list<string> $priorities
     * @param array{name: string|null, email: string|null}|null $requester signed-in user
     */
    public function __construct(
        public readonly array $departments,
        public readonly Limits $limits,
        public readonly array $related = [],
        public readonly array $priorities = ['Low', 'Medium', 'High'],
        public readonly string $defaultPriority = 'Medium',
        public readonly ?array $requester = null,
        public readonly bool $hasHardBreaks = true,
        public readonly string $ticketUrl = '',
        public readonly string $drafts = 'all',
        public readonly ?int $downscaleAboveMegapixels = null,
    ) {
    }

    public function department(int $id): ?Department
    {
        foreach ($this->departments as $department) {
            if ($department->id === $id) {
                return $department;
            }
        }
        return null;
    }

    /** Trims the answers, as they are sent. */
    public function trimAnswers(Ticket $ticket): void
    {
        foreach ($this->department($ticket->department)?->fields ?? [] as $field) {
            if (isset($ticket->answers[$field->id])) {
                $ticket->answers[$field->id] = $field->trimmed($ticket->answers[$field->id]);
            }
        }
    }

    /** @return list<Problem> all problems, in the order of the form's fields */
    public function problems(Ticket $ticket): array
    {
        $limits = $this->limits;
        $violations = [
            'name' => $ticket->name === null ? null : Limits::lengthViolation($ticket->name, $limits->name),
            'email' => $ticket->email === null ? null : Limits::lengthViolation($ticket->email, $limits->email),
            'department' => $this->departmentViolation($ticket),
            'related' => $this->relatedViolation($ticket->related),
            'priority' => in_array($ticket->priority, $this->priorities, true) ? null : ['kind' => 'not_offered'],
            'subject' => Limits::lengthViolation($ticket->subject, $limits->subject),
            'message' => $this->messageViolation($ticket),
        ];
        $problems = [];
        foreach (array_filter($violations) as $field => $violation) {
            $problems[] = new Problem($field, $violation);
        }
        return [...$problems, ...$this->answerProblems($ticket), ...$limits->fileProblems($ticket->files)];
    }

    /** Returns the response body of a GET request. @return array<string, mixed> */
    public function toJson(): array
    {
        return [
            'departments' => array_map(
                static fn (Department $department): array => $department->toJson(),
                $this->departments,
            ),
            'related' => $this->related,
            'priorities' => $this->priorities,
            'default_priority' => $this->defaultPriority,
            'requester' => $this->requester,
            'limits' => $this->limits->toJson(),
            'markdown' => [
                'tables' => true,
                'strikethrough' => true,
                'task_lists' => true,
                'autolinks' => true,
                'line_breaks' => $this->hasHardBreaks ? 'hard' : 'soft',
            ],
            'downscale_above_megapixels' => $this->downscaleAboveMegapixels,
            'consent' => null,
            'ticket_url' => $this->ticketUrl,
            'drafts' => $this->drafts,
        ];
    }

    /** @return array<string, mixed>|null */
    private function departmentViolation(Ticket $ticket): ?array
    {
        $department = $this->department($ticket->department);
        return match (true) {
            $department === null => ['kind' => 'not_offered'],
            $department->isForClientsOnly && $ticket->name !== null => ['kind' => 'clients_only'],
            default => null,
        };
    }

    /** @return array<string, mixed>|null */
    private function messageViolation(Ticket $ticket): ?array
    {
        $department = $this->department($ticket->department) ?? new Department($ticket->department, '');
        return $department->isBlankMessage($ticket->message)
            ? ['kind' => 'missing']
            : Limits::lengthViolation($ticket->message, $this->limits->message);
    }

    /** @return array<string, mixed>|null */
    private function relatedViolation(?string $related): ?array
    {
        $isOffered = $related === null || in_array($related, array_column($this->related, 'id'), true);
        return $isOffered ? null : ['kind' => 'not_offered'];
    }

    /** @return list<Problem> */
    private function answerProblems(Ticket $ticket): array
    {
        $department = $this->department($ticket->department);
        if ($department === null) {
            return [];
        }
        $problems = $visible = [];
        foreach ($department->fields as $field) {
            if (!$field->isVisible($ticket->answers)) {
                continue;
            }
            $visible[] = $field->id;
            $answer = $ticket->answers[$field->id] ?? '';
            $violation = Limits::lengthViolation($answer, $this->limits->answer) ?? $field->violation($answer);
            if ($violation !== null) {
                $problems[] = Problem::ofCustomField($field->id, $violation);
            }
        }
        foreach ($ticket->answers as $id => $answer) {
            if ($answer !== '' && !in_array($id, $visible, true)) {
                $problems[] = Problem::ofCustomField($id, ['kind' => 'not_offered']);
            }
        }
        return $problems;
    }
}
