package dev.tidepool.session.task;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Where a task is in its life, with what is known there. */
public sealed interface TaskState {

    TaskStatus status();

    /** Waits for a worker, at least until it is due. */
    record Queued() implements TaskState {

        @Override
        public TaskStatus status() {
            return TaskStatus.QUEUED;
        }
    }

    /**
     * A worker is at it.
     *
     * @param cancelling whether the worker was asked to stop
     */
    record Running(boolean cancelling) implements TaskState {

        @Override
        public TaskStatus status() {
            return TaskStatus.RUNNING;
        }
    }

    /** It is over, and nothing more happens. */
    sealed interface Ended extends TaskState {

        Instant endedAt();
    }

    record Succeeded(JsonObject result, Instant endedAt) implements Ended {

        @Override
        public TaskStatus status() {
            return TaskStatus.SUCCEEDED;
        }
    }

    record Failed(Instant endedAt) implements Ended {

        @Override
        public TaskStatus status() {
            return TaskStatus.FAILED;
        }
    }

    record Cancelled(Instant endedAt) implements Ended {

        @Override
        public TaskStatus status() {
            return TaskStatus.CANCELLED;
        }
    }
}
