package dev.tidepool.gateway.wire;

import dev.tidepool.kernel.problem.Problem;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request of what the server itself would not: that its body went wrong on the wire, so that it can be answered, and that
 * its connection has ended, which the server forgets to say when another request waits behind it or the answer was broken off. Of
 * one connection; lives on its event loop.
 */
public final class BodyFailure {

    private static final AttributeKey<BodyFailure> KEY = AttributeKey.valueOf("tidepool.body-failure");

    private int decoded;
    private int entered;
    private @Nullable Problem failure;
    private @Nullable Listener current;
    private boolean told;
    private boolean gone;

    /** The request whose turn it is. */
    public interface Listener {

        /** The rest of the body will not come. It answers, if it still can, or closes the connection. */
        void bodyFailed(Problem problem);

        /** The connection has ended; repeats what may be known. */
        void gone();
    }

    void attach(Channel connection) {
        connection.attr(KEY).set(this);
    }

    /**
     * To be called once for each request as its turn comes. The listener may be called at once.
     */
    public static void listen(HttpServerRequest request, Listener listener) {
        if (request.connection() instanceof ConnectionBase connection) {
            BodyFailure failure = connection.channel().attr(KEY).get();
            if (failure != null) {
                failure.enter(listener);
            }
        }
    }

    void enter(Listener next) {
        entered++;
        current = next;
        if (gone) {
            next.gone();
        } else {
            tell();
        }
    }

    /** The connection has ended. */
    void ended() {
        gone = true;
        if (current != null) {
            current.gone();
            current = null;
        }
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
        if (failure != null && current != null && !told && entered == decoded) {
            told = true;
            current.bodyFailed(failure);
        }
    }
}
