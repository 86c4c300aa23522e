package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A WebSocket handshake that the edge has let pass: its Origin is allowed, its credential checked, its request counted.
 *
 * @param origin where it came from
 * @param owner empty for an anonymous caller
 * @param refusal answers it with a failure
 * @param accepted to be run once it is answered with 101
 */
public record Handshake(
        HttpServerRequest request,
        Origin origin,
        Optional<SocketOwner> owner,
        Consumer<Problem> refusal,
        Runnable accepted) {

    /** The subprotocol that a browser gets selected when it sends its credential as another one. */
    public static final String CARRIER = "bearer-token-carrier";

    /** Answers with the problem, or with one for what is none. */
    public void refuse(Throwable failure) {
        refusal.accept(
                failure instanceof Problem problem
                        ? problem
                        : Problem.of(CommonError.BAD_REQUEST, "The WebSocket handshake is not valid."));
    }
}
