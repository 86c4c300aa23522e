package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.Optional;

/** One answer under way: what of it was passed on, and whether it has ended. For the link's thread. */
final class AgentRun {

    private final String id;
    private final AgentTurn turn;
    private final MultiEmitter<? super AgentPart> parts;
    private final RunText text = new RunText();
    private boolean ended;
    private boolean lookedUp;
    private String said = "";
    /** The id under which the gateway runs it. */
    private String runs;

    AgentRun(String id, AgentTurn turn, MultiEmitter<? super AgentPart> parts) {
        this.id = id;
        this.turn = turn;
        this.parts = parts;
        this.runs = id;
    }

    /** Also the idempotency key under which it was asked for. */
    String id() {
        return id;
    }

    AgentTurn turn() {
        return turn;
    }

    String runs() {
        return runs;
    }

    void runsAs(String other) {
        runs = other;
    }

    /** What was sent; empty until then. */
    String said() {
        return said;
    }

    void say(String message) {
        said = message;
    }

    /** Whether nobody looks up yet what has become of it. */
    boolean beginLookUp() {
        boolean first = !lookedUp;
        lookedUp = true;
        return first;
    }

    void endLookUp() {
        lookedUp = false;
    }

    boolean hasEnded() {
        return ended;
    }

    void tell(JsonNode delta) {
        emit(text.advanceBy(delta));
    }

    void tell(String whole) {
        emit(text.advance(whole));
    }

    void tell(AgentPart.Tool use) {
        parts.emit(use);
    }

    private void emit(String added) {
        if (!ended && !added.isEmpty()) {
            parts.emit(new AgentPart.Text(added));
        }
    }

    void complete(Optional<AgentUsage> usage) {
        if (end()) {
            parts.emit(new AgentPart.End(usage));
            parts.complete();
        }
    }

    void fail(Problem problem) {
        if (end()) {
            parts.fail(problem);
        }
    }

    /** @return whether it had not ended before */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
