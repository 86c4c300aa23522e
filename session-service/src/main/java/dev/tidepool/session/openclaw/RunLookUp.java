package dev.tidepool.session.openclaw;

import io.vertx.core.Vertx;
import java.util.Optional;

/** Finds out what has become of runs of which events were missed, from the histories of their conversations. */
final class RunLookUp {

    private static final int MESSAGES = 50;

    private final Vertx vertx;
    private final GatewayLink link;
    private final OpenClawConfig config;
    private final RunCalls calls;
    private final Next next;

    RunLookUp(Vertx vertx, GatewayLink link, OpenClawConfig config, RunCalls calls, Next next) {
        this.vertx = vertx;
        this.link = link;
        this.config = config;
        this.calls = calls;
        this.next = next;
    }

    /** What is done about a run that has not ended. */
    interface Next {

        /** Its events come, maybe under another id. */
        void goesOn(AgentRun run, RunHistory.Running running);

        /** The gateway does not have what it was to be told. */
        void notSaid(AgentRun run);

        /** The gateway could not be asked. */
        void unknown(AgentRun run, Throwable failure);
    }

    /** Looks again until it is clear. A loss of the connection ends it: the next connection begins it anew. */
    void begin(AgentRun run) {
        if (!run.hasEnded() && !run.said().isEmpty() && run.beginLookUp()) {
            look(run, System.nanoTime() + config.resumeWithin().toNanos());
        }
    }

    private void look(AgentRun run, long deadline) {
        if (!link.isConnected() || run.hasEnded()) {
            run.endLookUp();
            return;
        }
        calls.history(run, MESSAGES)
                .onSuccess(history -> settle(run, RunHistory.of(history, run.id()), deadline))
                .onFailure(failure -> {
                    run.endLookUp();
                    next.unknown(run, failure);
                });
    }

    private void settle(AgentRun run, RunHistory found, long deadline) {
        if (mayChange(run, found, System.nanoTime() < deadline)) {
            vertx.setTimer(config.resumePoll().toMillis(), again -> look(run, deadline));
        } else {
            run.endLookUp();
            conclude(run, found);
        }
    }

    private static boolean mayChange(AgentRun run, RunHistory found, boolean inTime) {
        return switch (found) {
            case RunHistory.Busy busy -> true;
            case RunHistory.Interrupted interrupted -> inTime;
            case RunHistory.Unknown unknown -> inTime && run.isQueued();
            case RunHistory.Running running -> false;
            case RunHistory.Answered answered -> false;
            case RunHistory.Stopped stopped -> false;
        };
    }

    private void conclude(AgentRun run, RunHistory found) {
        switch (found) {
            case RunHistory.Running running -> next.goesOn(run, running);
            case RunHistory.Answered answered -> {
                run.tell(answered.text());
                run.complete(answered.usage());
            }
            case RunHistory.Stopped stopped -> run.fail(OpenClawFailure.stopped(stopped.reason()));
            case RunHistory.Unknown unknown when !run.isQueued() -> next.notSaid(run);
            // An agent may choose to say nothing.
            case RunHistory.Interrupted interrupted when run.isQueued() -> run.complete(Optional.empty());
            case RunHistory.Unknown unknown -> run.fail(OpenClawFailure.interrupted());
            case RunHistory.Interrupted interrupted -> run.fail(OpenClawFailure.interrupted());
            case RunHistory.Busy busy -> run.fail(OpenClawFailure.interrupted());
        }
    }
}
