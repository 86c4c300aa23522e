package dev.tidepool.session.task;

import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells how an attempt ended, once the database has said so: to the log, to the metrics, and to what it began elsewhere. */
record TaskReports(TaskMetrics metrics) {

    private static final Logger LOG = Logger.getLogger(TaskReports.class);

    /** @param ended the task as it is now; empty when the attempt did not have it any more, and its outcome is nobody's */
    void ended(TaskRun run, TaskOutcome outcome, Optional<Task> ended) {
        if (ended.isEmpty()) {
            run.attempt().lost();
            lost(run);
            return;
        }
        run.attempt().ended();
        if (outcome instanceof TaskOutcome.PutBack) {
            LOG.debugf("event=task_put_back task=%s", run.task().id());
        } else {
            left(run, ended.get());
        }
    }

    private void left(TaskRun run, Task task) {
        if (task.hasEnded()) {
            metrics.ended(task);
        } else {
            metrics.retried(task.draft().kind());
        }
        LOG.infof(
                "event=task_%s task=%s kind=%s organization=%s attempt=%d error=%s millis=%d",
                TaskJournal.verb(task),
                task.id(),
                task.draft().kind(),
                task.member().organization(),
                task.attempt(),
                task.failure().map(TaskFailure::code).orElse("-"),
                run.elapsed().toMillis());
    }

    /** Whether it was written down or not: another instance may go on with it. */
    void endLost(TaskRun run, Throwable failure) {
        run.attempt().lost();
        LOG.warnf("event=task_end_lost task=%s reason=%s", run.task().id(), failure.toString());
    }

    static void lost(TaskRun run) {
        LOG.warnf(
                "event=task_lost task=%s attempt=%d",
                run.task().id(), run.hold().attempt());
    }
}
