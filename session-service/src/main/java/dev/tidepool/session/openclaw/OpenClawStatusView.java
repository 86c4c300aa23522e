package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the connection to the gateway stands.
 *
 * @param state {@code disabled}, {@code connecting}, {@code connected}, {@code waiting} or {@code refused}
 * @param version of the gateway's software, while connected
 * @param protocol while connected
 * @param latencyMillis the last measured round trip, while connected
 * @param node how our connection as a node stands, if our browser is offered
 * @param retryAt the next attempt, while waiting or refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OpenClawStatusView(
        String state,
        Instant since,
        @Nullable String version,
        @Nullable Integer protocol,
        @Nullable Double latencyMillis,
        @Nullable Instant retryAt,
        @Nullable ErrorView lastError,
        @Nullable OpenClawStatusView node) {

    /**
     * @param code such as {@code OPENCLAW_UNAUTHORIZED}
     */
    record ErrorView(String code, String message, Instant at) {

        static ErrorView of(LinkError error) {
            return new ErrorView(error.problem().code().name(), error.problem().detail(), error.at());
        }
    }

    static OpenClawStatusView of(LinkState state, Optional<Duration> latency) {
        ErrorView error = state.lastError().map(ErrorView::of).orElse(null);
        return switch (state) {
            case LinkState.Connected connected ->
                new OpenClawStatusView(
                        state.name(),
                        state.since(),
                        connected.hello().version(),
                        connected.hello().protocol(),
                        latency.map(time -> time.toNanos() / 1e6).orElse(null),
                        null,
                        error,
                        null);
            case LinkState.Waiting waiting ->
                new OpenClawStatusView(state.name(), state.since(), null, null, null, waiting.retryAt(), error, null);
            case LinkState.Disabled off ->
                new OpenClawStatusView(state.name(), state.since(), null, null, null, null, error, null);
            case LinkState.Connecting begun ->
                new OpenClawStatusView(state.name(), state.since(), null, null, null, null, error, null);
        };
    }

    OpenClawStatusView withNode(OpenClawStatusView asNode) {
        return new OpenClawStatusView(state, since, version, protocol, latencyMillis, retryAt, lastError, asNode);
    }
}
