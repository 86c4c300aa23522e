package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.attempt.Attempt;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The answers under way at the gateway. Each is asked for once and ends once, whatever happens to the connection: after a loss
 * the conversation's history tells what was missed. All of it happens on the link's thread.
 */
final class AgentRuns implements LinkListener, RunLookUp.Next {

    private static final int LATEST = 50;

    /** Of these the gateway is told when it is back; of more it finds out by itself, when they have answered nobody. */
    private static final int MAX_ABANDONED = 200;

    private final Vertx vertx;
    private final GatewayLink link;
    private final OpenClawConfig config;
    private final RunCalls calls;
    private final RunLookUp lookUp;
    /** By the id under which the gateway runs them. */
    private final Map<String, AgentRun> runs = new HashMap<>();
    /** Nobody waits for these any more, and the gateway could not be told. */
    private final Deque<Abandoned> abandoned = new ArrayDeque<>();

    /** What it takes to stop a run, and nothing of what was said. */
    private record Abandoned(SessionKey key, String run) {}

    AgentRuns(Vertx vertx, GatewayLink link, OpenClawConfig config, ExactJson json) {
        this.vertx = vertx;
        this.link = link;
        this.config = config;
        this.calls = new RunCalls(link, config, json);
        this.lookUp = new RunLookUp(vertx, link, config, calls, this);
    }

    /**
     * Asks when it is subscribed to; the parts come once the gateway has taken the turn on. Cancelling either stops the agent.
     *
     * @param id the idempotency key
     * @param attempt another may ask with the same key when this one is lost: what it stopped then would be the other's
     * @param reader where the parts are told
     */
    Uni<Multi<AgentPart>> ask(String id, AgentTurn turn, Attempt attempt, Executor reader) {
        return Uni.createFrom()
                .emitter(asker -> link.execute(() -> begin(
                        new AgentRun(
                                id,
                                turn,
                                attempt,
                                asker,
                                reader,
                                config.maxBufferedParts(),
                                left -> link.execute(() -> leave(left))),
                        asker)));
    }

    private void begin(AgentRun run, UniEmitter<? super Multi<AgentPart>> asker) {
        AgentTurn turn = run.turn();
        runs.put(run.id(), run);
        run.endsWith(vertx.setTimer(
                config.runTimeout().toMillis(),
                late -> stop(run, OpenClawFailure.timeout("with the whole of the agent's answer"))));
        asker.onTermination(() -> link.execute(() -> leaveUnlessRead(run)));
        if (turn.begun()) {
            calls.history(run, 1)
                    .onSuccess(known -> send(run, known.path("messages").isEmpty() ? turn.opening() : turn.message()))
                    .onFailure(failure -> run.fail(OpenClawFailure.of(failure)));
        } else {
            send(run, turn.opening());
        }
    }

    private void send(AgentRun run, String message) {
        if (!run.hasEnded()) {
            run.say(message);
            Future<JsonNode> answer = calls.send(run);
            if (!answer.failed()) {
                run.markWritten();
            }
            answer.onSuccess(taken -> sent(run, taken)).onFailure(failure -> unknown(run, failure));
        }
    }

    private void sent(AgentRun run, JsonNode answer) {
        if (run.hasEnded()) {
            // It was given up while it was being sent.
            abort(run);
        } else if (answer.path("status").asText().equals("ok")) {
            // The gateway knows the key and has dealt with it: it will tell nothing more.
            lookUp.begin(run);
        } else {
            run.begin();
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
            case "final" -> finish(run, payload);
            case "aborted", "error" -> run.fail(OpenClawFailure.ofRun(payload));
            default -> {}
        }
    }

    /** An end without a word means that the turn waits behind another of its conversation. */
    private void finish(AgentRun run, JsonNode payload) {
        run.tell(payload);
        if (run.hasText()) {
            calls.history(run, LATEST)
                    .map(history -> RunHistory.usage(history, run.runs()))
                    .otherwise(Optional.empty())
                    .onSuccess(run::complete);
        } else {
            run.queue();
            lookUp.begin(run);
        }
    }

    @Override
    public void connected() {
        List<Abandoned> left = List.copyOf(abandoned);
        abandoned.clear();
        left.forEach(this::abort);
        missed();
    }

    @Override
    public void missed() {
        List.copyOf(runs.values()).forEach(lookUp::begin);
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

    @Override
    public void goesOn(AgentRun run, RunHistory.Running running) {
        runs.remove(run.runs());
        run.runsAs(running.run());
        runs.put(run.runs(), run);
        run.tell(running.text());
    }

    @Override
    public void notSaid(AgentRun run) {
        send(run, run.said());
    }

    /** With the connection gone nobody knows what became of a request: the next connection's look-up will tell. */
    @Override
    public void unknown(AgentRun run, Throwable failure) {
        if (!(failure instanceof LostCall)) {
            stop(run, OpenClawFailure.of(failure));
        }
    }

    private void stop(AgentRun run, Problem problem) {
        if (!run.hasEnded()) {
            abort(run);
            run.fail(problem);
        }
    }

    /** Who gave up just as the answer began was not given it, and whoever is given it may take a moment. */
    private void leaveUnlessRead(AgentRun run) {
        if (!run.hasBegun()) {
            leave(run);
        } else if (!run.isRead()) {
            vertx.setTimer(config.readWithin().toMillis(), late -> {
                if (!run.isRead()) {
                    leave(run);
                }
            });
        }
    }

    /** Also after its end: only whoever left before that leaves something to stop. */
    private void leave(AgentRun run) {
        vertx.cancelTimer(run.timer());
        // Not another that asks for the same by now.
        runs.remove(run.runs(), run);
        if (run.end()) {
            abort(run);
        }
    }

    /** What never left this process is nothing to the gateway, and what another attempt goes on with is that one's. */
    private void abort(AgentRun run) {
        if (run.wasWritten()) {
            Abandoned left = new Abandoned(run.turn().key(), run.runs());
            run.attempt().whenEnded(() -> link.execute(() -> abort(left)));
        }
    }

    private void abort(Abandoned run) {
        if (link.isConnected()) {
            calls.abort(run.key(), run.run()).onFailure(failure -> {
                if (failure instanceof LostCall) {
                    remember(run);
                }
            });
        } else {
            remember(run);
        }
    }

    private void remember(Abandoned run) {
        abandoned.addLast(run);
        if (abandoned.size() > MAX_ABANDONED) {
            abandoned.removeFirst();
        }
    }
}
