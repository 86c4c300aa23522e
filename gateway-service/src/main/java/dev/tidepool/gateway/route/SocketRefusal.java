package dev.tidepool.gateway.route;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.ErrorCode;
import dev.tidepool.kernel.problem.Problem;

/** A handshake that a service refused, as the client is told: with the same status, if it was the client's fault. Pure. */
record SocketRefusal(int status) implements ErrorCode {

    static Problem of(Upstream upstream, int status) {
        ErrorCode code = status >= 400 && status < 500 ? new SocketRefusal(status) : CommonError.UPSTREAM_FAILED;
        return Problem.of(
                code, "The " + upstream.wireName() + " service refused the WebSocket with status " + status + ".");
    }

    @Override
    public String name() {
        return "SOCKET_REFUSED";
    }

    @Override
    public String title() {
        return "The service refused the WebSocket";
    }
}
