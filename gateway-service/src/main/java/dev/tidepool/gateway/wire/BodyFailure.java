package dev.tidepool.gateway.wire;

import dev.tidepool.kernel.problem.Problem;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a request whose body went wrong on the wire, so that it can be answered: the server itself would only close the
 * connection. Of one connection, whose last request it is; lives on its event loop.
 */
public final class BodyFailure {

    private static final AttributeKey<BodyFailure> KEY = AttributeKey.valueOf("tidepool.body-failure");

    private int decoded;
    private int entered;
    private @Nullable Problem failure;
    private @Nullable Consumer<Problem> listener;

    void attach(Channel connection) {
        connection.attr(KEY).set(this);
    }

    /**
     * To be called once for each request as it comes in. The listener answers, if it still can, or closes the connection; it may be
     * called at once.
     */
    public static void listen(HttpServerRequest request, Consumer<Problem> listener) {
        if (request.connection() instanceof ConnectionBase connection) {
            BodyFailure failure = connection.channel().attr(KEY).get();
            if (failure != null) {
                failure.enter(listener);
            }
        }
    }

    void enter(Consumer<Problem> next) {
        entered++;
        listener = next;
        tell();
    }

    /** Another request's head is whole. */
    void decoded() {
        decoded++;
    }

    boolean hasHappened() {
        return failure != null;
    }

    /** The body of the last request that was decoded is refused. That request may still wait for those before it. */
    void happened(Problem problem) {
        failure = problem;
        tell();
    }

    private void tell() {
        if (failure != null && listener != null && entered == decoded) {
            Consumer<Problem> last = listener;
            listener = null;
            last.accept(failure);
        }
    }
}
