package dev.tidepool.session.task;

import dev.tidepool.kernel.id.OrganizationId;

/** A worker's claim to one attempt at a task: what it writes counts only as long as nobody else was given the task. */
record Hold(TaskId task, OrganizationId organization, int attempt, WorkerId worker) {

    static Hold of(Task task, WorkerId worker) {
        return new Hold(task.id(), task.member().organization(), task.attempt(), worker);
    }
}
