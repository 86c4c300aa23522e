package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answers under way at the gateway. Each is asked for once and ends once, whatever happens to the connection: after a loss
 * the conversation's history tells what was missed. All of it happens on the link's thread.
 */
final class AgentRuns implements LinkListener {

    private static final int HISTORY = 50;

    private final Vertx vertx;
    private final GatewayLink link;
    private final OpenClawConfig config;
    private final ExactJson json;
    /** By the id under which the gateway runs them. */
    private final Map<String, AgentRun> runs = new HashMap<>();
    /** Nobody waits for these any more, and the gateway could not be told. */
    private final List<AgentRun> abandoned = new ArrayList<>();

    AgentRuns(Vertx vertx, GatewayLink link, OpenClawConfig config, ExactJson json) {
        this.vertx = vertx;
        this.link = link;
        this.config = config;
        this.json = json;
    }

    /** Asks when it is subscribed to. Cancelling stops the agent. @param id the idempotency key, never used before */
    Multi<AgentPart> run(String id, AgentTurn turn) {
        return Multi.createFrom()
                .emitter(
                        parts -> link.execute(() -> begin(new AgentRun(id, turn, parts), parts)),
                        config.maxBufferedParts());
    }

    private void begin(AgentRun run, MultiEmitter<? super AgentPart> parts) {
        runs.put(run.runs(), run);
        long timer = vertx.setTimer(
                config.runTimeout().toMillis(),
                late -> stop(run, OpenClawFailure.timeout("with the whole of the agent's answer")));
        parts.onTermination(() -> link.execute(() -> leave(run, timer)));
        if (run.turn().begun()) {
            history(run, 1)
                    .onSuccess(known -> send(run, opening(run, known)))
                    .onFailure(failure -> run.fail(OpenClawFailure.of(failure)));
        } else {
            send(run, run.turn().opening());
        }
    }

    private static String opening(AgentRun run, JsonNode known) {
        return known.path("messages").isEmpty()
                ? run.turn().opening()
                : run.turn().message();
    }

    private void send(AgentRun run, String message) {
        if (run.hasEnded()) {
            return;
        }
        run.say(message);
        ObjectNode params = keyed(run)
                .put("message", message)
                .put("idempotencyKey", run.id())
                .put("timeoutMs", config.runTimeout().toMillis());
        run.turn().thinking().ifPresent(level -> params.put("thinking", level));
        link.request("chat.send", params)
                .onSuccess(answer -> sent(run, answer))
                .onFailure(failure -> unsent(run, failure));
    }

    private void sent(AgentRun run, JsonNode answer) {
        if (run.hasEnded()) {
            // It was given up while it was being sent.
            abort(run);
        } else if (answer.path("status").asText().equals("ok")) {
            // The gateway knows the key and has dealt with it: it will tell nothing more.
            recover(run, deadline());
        }
    }

    /** With the connection gone nobody knows whether it arrived: the next connection's history will tell. */
    private void unsent(AgentRun run, Throwable failure) {
        if (!(failure instanceof LostCall)) {
            stop(run, OpenClawFailure.of(failure));
        }
    }

    @Override
    public void happened(Frame.Event event) {
        JsonNode payload = event.payload();
        AgentRun run = runs.get(payload.path("runId").asText());
        if (run == null || run.hasEnded()) {
            return;
        }
        switch (event.name()) {
            case "chat" -> chat(run, payload);
            case "agent" -> AgentPart.Tool.of(payload).ifPresent(run::tell);
            default -> {}
        }
    }

    private void chat(AgentRun run, JsonNode payload) {
        switch (payload.path("state").asText()) {
            case "delta" -> run.tell(payload);
            case "final" -> {
                run.tell(payload);
                history(run, HISTORY)
                        .map(history -> RunHistory.usage(history, run.runs()))
                        .otherwise(Optional.empty())
                        .onSuccess(run::complete);
            }
            case "aborted", "error" -> run.fail(OpenClawFailure.ofRun(payload));
            default -> {}
        }
    }

    @Override
    public void connected() {
        abandoned.forEach(this::abort);
        abandoned.clear();
        missed();
    }

    @Override
    public void missed() {
        List.copyOf(runs.values()).forEach(run -> recover(run, deadline()));
    }

    @Override
    public void lost() {
        int connection = link.connections();
        vertx.setTimer(config.resumeWithin().toMillis(), late -> giveUp(connection));
    }

    private void giveUp(int connection) {
        if (!link.isConnected() && link.connections() == connection) {
            Problem gone = Problem.of(
                    OpenClawError.OPENCLAW_CONNECTION_LOST,
                    "The connection to the OpenClaw gateway was lost and did not come back in time.");
            List.copyOf(runs.values()).forEach(run -> run.fail(gone));
        }
    }

    private long deadline() {
        return System.nanoTime() + config.resumeWithin().toNanos();
    }

    /** Looks up what has become of a run, until that is clear. */
    private void recover(AgentRun run, long deadline) {
        if (!run.hasEnded() && !run.said().isEmpty() && run.beginLookUp()) {
            lookUp(run, deadline);
        }
    }

    /** A loss of the connection ends it; the next connection begins it anew. */
    private void lookUp(AgentRun run, long deadline) {
        if (!link.isConnected() || run.hasEnded()) {
            run.endLookUp();
            return;
        }
        history(run, HISTORY)
                .onSuccess(history -> settle(run, RunHistory.of(history, run.id()), deadline))
                .onFailure(failure -> {
                    run.endLookUp();
                    unsent(run, failure);
                });
    }

    private void settle(AgentRun run, RunHistory found, long deadline) {
        switch (found) {
            case RunHistory.Busy busy -> lookUpLater(run, deadline);
            case RunHistory.Interrupted interrupted when System.nanoTime() < deadline -> lookUpLater(run, deadline);
            default -> {
                run.endLookUp();
                conclude(run, found);
            }
        }
    }

    private void lookUpLater(AgentRun run, long deadline) {
        vertx.setTimer(config.resumePoll().toMillis(), again -> lookUp(run, deadline));
    }

    private void conclude(AgentRun run, RunHistory found) {
        switch (found) {
            case RunHistory.Running running -> adopt(run, running);
            case RunHistory.Answered answered -> {
                run.tell(answered.text());
                run.complete(answered.usage());
            }
            case RunHistory.Stopped stopped -> run.fail(OpenClawFailure.stopped(stopped.reason()));
            case RunHistory.Unknown unknown -> send(run, run.said());
            case RunHistory.Interrupted interrupted -> run.fail(OpenClawFailure.interrupted());
            case RunHistory.Busy busy -> throw new IllegalStateException("a busy gateway is asked again");
        }
    }

    /** Its events go on, maybe under another id. */
    private void adopt(AgentRun run, RunHistory.Running running) {
        runs.remove(run.runs());
        run.runsAs(running.run());
        runs.put(run.runs(), run);
        run.tell(running.text());
    }

    private void stop(AgentRun run, Problem problem) {
        if (!run.hasEnded()) {
            abort(run);
            run.fail(problem);
        }
    }

    /** Also after its end: only whoever left before that leaves something to stop. */
    private void leave(AgentRun run, long timer) {
        vertx.cancelTimer(timer);
        runs.remove(run.runs());
        if (run.end()) {
            abort(run);
        }
    }

    private void abort(AgentRun run) {
        if (run.said().isEmpty()) {
            return;
        }
        if (link.isConnected()) {
            link.request("chat.abort", keyed(run).put("runId", run.runs()))
                    .onFailure(failure -> remember(run, failure));
        } else {
            abandoned.add(run);
        }
    }

    private void remember(AgentRun run, Throwable failure) {
        if (failure instanceof LostCall) {
            abandoned.add(run);
        }
    }

    private Future<JsonNode> history(AgentRun run, int limit) {
        return link.request("chat.history", keyed(run).put("limit", limit));
    }

    private ObjectNode keyed(AgentRun run) {
        return json.object().put("sessionKey", run.turn().key().toString());
    }
}
