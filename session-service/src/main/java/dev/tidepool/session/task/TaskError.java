package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with a task. Those of a task that was accepted are told in its {@code error}, not as an answer. */
public enum TaskError implements ErrorCode {
    /** Unknown, or another organisation's: the answer does not tell which. */
    TASK_NOT_FOUND(404, "There is no such task"),
    TASK_ENDED(409, "The task has ended"),
    IDEMPOTENCY_KEY_REUSED(409, "The idempotency key was used for another task"),
    /** The organisation's own share of the queue. */
    TOO_MANY_TASKS(429, "Too many of the organisation's tasks are waiting"),
    TASK_QUEUE_FULL(503, "The queue of tasks is full"),
    TASK_TIMED_OUT(504, "The task took longer than it was given"),
    /** Put off or waiting, it came to its turn after who asked for it had left. */
    TASK_OWNER_GONE(403, "Who asked for the task is no member any more"),
    TASK_FAILED(500, "The task failed"),
    /** The instance that ran it fell silent, too often. */
    TASK_WORKER_LOST(500, "The instance that ran the task was lost"),
    /** Another instance runs it by now: whatever this one still has to say of it is void. */
    TASK_LOST(500, "The task runs elsewhere");

    private final int status;
    private final String title;

    TaskError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
