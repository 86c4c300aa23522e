package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.attempt.Attempt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** One answer under way: what of it was passed on, and whether it has ended. For the link's thread. */
final class AgentRun {

    private final String id;
    private final AgentTurn turn;
    private final Attempt attempt;
    private final UniEmitter<? super Multi<AgentPart>> asker;
    private final Executor reader;
    private final UnicastProcessor<AgentPart> parts;
    private final RunText text = new RunText();
    private String runs;
    private String said = "";
    private boolean written;
    private boolean queued;
    private boolean begun;
    private boolean ended;
    private boolean lookedUp;
    private volatile boolean read;
    private long timer;

    /**
     * @param asker is given the parts once the gateway has taken the turn on
     * @param reader where it is told them
     * @param maxParts that may wait for their reader
     * @param left is told when nobody reads the parts any more, also after their end
     */
    AgentRun(
            String id,
            AgentTurn turn,
            Attempt attempt,
            UniEmitter<? super Multi<AgentPart>> asker,
            Executor reader,
            int maxParts,
            Consumer<AgentRun> left) {
        this.id = id;
        this.turn = turn;
        this.attempt = attempt;
        this.asker = asker;
        this.reader = reader;
        this.parts = UnicastProcessor.create(new LinkedBlockingQueue<>(maxParts), () -> left.accept(this));
        this.runs = id;
    }

    /** Also the idempotency key under which it is asked for. */
    String id() {
        return id;
    }

    AgentTurn turn() {
        return turn;
    }

    /** Whose it is to stop. */
    Attempt attempt() {
        return attempt;
    }

    /** The id under which the gateway runs it. */
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

    /** It was written to a socket: the gateway may know of it. */
    void markWritten() {
        written = true;
    }

    boolean wasWritten() {
        return written;
    }

    /** The gateway puts a turn that comes while another is answered in a queue, and will run it under another id. */
    void queue() {
        queued = true;
    }

    boolean isQueued() {
        return queued;
    }

    boolean hasText() {
        return !text.isEmpty();
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

    /** Of its longest duration. */
    long timer() {
        return timer;
    }

    void endsWith(long longest) {
        timer = longest;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Whether somebody has asked for the parts: who leaves just as an answer begins may never get them, nor cancel them. */
    boolean isRead() {
        return read;
    }

    boolean hasEnded() {
        return ended;
    }

    /** The gateway has taken it on. */
    void begin() {
        if (!begun && !ended) {
            begun = true;
            asker.complete(parts.emitOn(reader).onRequest().invoke(() -> read = true));
        }
    }

    void tell(JsonNode delta) {
        emit(text.advanceBy(delta));
    }

    void tell(String whole) {
        emit(text.advance(whole));
    }

    void tell(AgentPart.Tool used) {
        begin();
        parts.onNext(used);
    }

    private void emit(String added) {
        begin();
        if (!ended && !added.isEmpty()) {
            parts.onNext(new AgentPart.Text(added));
        }
    }

    void complete(Optional<AgentUsage> usage) {
        begin();
        if (end()) {
            parts.onNext(new AgentPart.End(usage));
            parts.onComplete();
        }
    }

    void fail(Problem problem) {
        if (!end()) {
            return;
        }
        if (begun) {
            parts.onError(problem);
        } else {
            asker.fail(problem);
        }
    }

    /** @return whether it had not ended before */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
