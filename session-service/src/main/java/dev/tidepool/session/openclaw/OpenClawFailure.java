package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.net.OutboundError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.UpgradeRejectedException;
import java.time.Duration;
import java.util.Optional;

/** What a gateway's refusals and closed connections mean. Pure. */
final class OpenClawFailure {

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int MAX_DETAIL = 500;

    private OpenClawFailure() {}

    /** For anything that went wrong with a request. */
    static Problem of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case RefusedCall refused -> ofRequest(refused.error());
            case LostCall lost -> lost.problem();
            default -> Problem.of(OpenClawError.OPENCLAW_FAILED, "The request to the OpenClaw gateway failed.");
        };
    }

    /** For a socket that was not opened. */
    static Problem ofOpening(Throwable failure) {
        return switch (failure) {
            case Problem problem
            when problem.code() instanceof OutboundError ->
                Problem.of(
                        OpenClawError.OPENCLAW_ADDRESS_REFUSED,
                        problem.detail()
                                + " The operator has to list the gateway's host:port in tidepool.outbound.operator-allowed.");
            case Problem problem -> problem;
            case UpgradeRejectedException refused ->
                unavailable(
                        "The OpenClaw gateway answered the upgrade with status " + refused.getStatus() + ".",
                        Optional.empty());
            default -> unavailable("The OpenClaw gateway cannot be reached.", Optional.empty());
        };
    }

    /** For a request that was refused. */
    static Problem ofRequest(GatewayError error) {
        return switch (error.code()) {
            case "INVALID_REQUEST" -> Problem.of(OpenClawError.OPENCLAW_REQUEST_REFUSED, words(error));
            case "FORBIDDEN" -> Problem.of(OpenClawError.OPENCLAW_FORBIDDEN, forbidden(error));
            case "NOT_PAIRED" -> notPaired(error);
            case "UNAVAILABLE" -> unavailable(words(error), error.retryAfter());
            case "AGENT_TIMEOUT" -> Problem.of(OpenClawError.OPENCLAW_TIMEOUT, words(error));
            default -> Problem.of(OpenClawError.OPENCLAW_FAILED, words(error));
        };
    }

    /** For a connection that was refused: the narrower code tells why. The gateway's own words may speak of credentials. */
    static Problem ofConnect(GatewayError error) {
        return switch (error.detail()) {
            case "PROTOCOL_MISMATCH", "CLIENT_VERSION_MISMATCH" ->
                Problem.of(
                        OpenClawError.OPENCLAW_PROTOCOL_MISMATCH,
                        "The OpenClaw gateway does not speak version 4 of its protocol. The operator has to update it.");
            case "PAIRING_REQUIRED", "DEVICE_IDENTITY_REQUIRED" -> notPaired(error);
            case "AUTH_RATE_LIMITED" ->
                Problem.of(
                                OpenClawError.OPENCLAW_RATE_LIMITED,
                                "The OpenClaw gateway saw too many wrong credentials and refuses more for a while.")
                        .retryAfter(error.retryAfter().orElse(RETRY));
            case String detail when detail.startsWith("AUTH_") || detail.startsWith("DEVICE_AUTH_") -> unauthorized();
            default -> ofConnectCode(error);
        };
    }

    private static Problem ofConnectCode(GatewayError error) {
        return switch (error.code()) {
            case "NOT_PAIRED" -> notPaired(error);
            case "UNAVAILABLE" -> unavailable("The OpenClaw gateway is not ready.", error.retryAfter());
            default -> Problem.of(OpenClawError.OPENCLAW_FAILED, "The OpenClaw gateway refused the connection.");
        };
    }

    /**
     * For a connection that was closed.
     *
     * @param status of the WebSocket
     */
    static Problem ofClose(int status) {
        return switch (status) {
            case 1008 -> unauthorized();
            case 1012 -> unavailable("The OpenClaw gateway restarts.", Optional.empty());
            case 1013 -> unavailable("The OpenClaw gateway is starting.", Optional.empty());
            default ->
                Problem.of(
                                OpenClawError.OPENCLAW_CONNECTION_LOST,
                                "The connection to the OpenClaw gateway was closed with status " + status + ".")
                        .retryAfter(RETRY);
        };
    }

    /** Whether trying again soon is of no use: somebody has to change something first. */
    static boolean needsOperator(Problem problem) {
        return problem.code() instanceof OpenClawError code
                && switch (code) {
                    case OPENCLAW_ADDRESS_REFUSED,
                            OPENCLAW_UNAUTHORIZED,
                            OPENCLAW_PAIRING_REQUIRED,
                            OPENCLAW_PROTOCOL_MISMATCH,
                            OPENCLAW_FORBIDDEN,
                            OPENCLAW_REQUEST_REFUSED,
                            OPENCLAW_RATE_LIMITED,
                            OPENCLAW_DISABLED -> true;
                    case OPENCLAW_REQUEST_TOO_LARGE,
                            OPENCLAW_ANSWER_MALFORMED,
                            OPENCLAW_FAILED,
                            OPENCLAW_TOOL_REFUSED,
                            OPENCLAW_TOOL_NOT_FOUND,
                            OPENCLAW_BROWSER_REFUSED,
                            OPENCLAW_SESSION_NOT_FOUND,
                            OPENCLAW_TOOL_FAILED,
                            OPENCLAW_RUN_STOPPED,
                            OPENCLAW_RUN_INTERRUPTED,
                            OPENCLAW_CONNECTION_LOST,
                            OPENCLAW_UNAVAILABLE,
                            OPENCLAW_TIMEOUT -> false;
                };
    }

    /** For an event {@code chat} that ends an answer early. */
    static Problem ofRun(JsonNode payload) {
        String words = payload.path("errorMessage").asText("");
        return switch (payload.path("errorKind").asText()) {
            case "rate_limit" ->
                Problem.of(OpenClawError.OPENCLAW_RATE_LIMITED, words(words)).retryAfter(RETRY);
            case "timeout" -> Problem.of(OpenClawError.OPENCLAW_TIMEOUT, words(words));
            case "context_length", "refusal" -> Problem.of(OpenClawError.OPENCLAW_REQUEST_REFUSED, words(words));
            case "unknown" -> Problem.of(OpenClawError.OPENCLAW_FAILED, words(words));
            default ->
                payload.path("state").asText().equals("error")
                        ? Problem.of(OpenClawError.OPENCLAW_FAILED, words(words))
                        : stopped(words);
        };
    }

    /** For a tool's member {@code error}. */
    static Problem ofTool(JsonNode error) {
        GatewayError reason = GatewayError.of(error);
        return switch (reason.code()) {
            case "not_found" -> Problem.of(OpenClawError.OPENCLAW_TOOL_NOT_FOUND, words(reason));
            case "invalid_request", "INVALID_REQUEST" ->
                Problem.of(OpenClawError.OPENCLAW_REQUEST_REFUSED, words(reason));
            default -> Problem.of(OpenClawError.OPENCLAW_TOOL_FAILED, words(reason));
        };
    }

    static Problem stopped(String reason) {
        return Problem.of(
                OpenClawError.OPENCLAW_RUN_STOPPED,
                reason.isBlank() ? "The agent was stopped at the OpenClaw gateway." : words(reason));
    }

    static Problem interrupted() {
        return Problem.of(
                OpenClawError.OPENCLAW_RUN_INTERRUPTED,
                "The OpenClaw gateway was restarted and did not take the answer up again. It has the message: ask it to go on.");
    }

    static Problem unavailable(String detail, Optional<Duration> retryAfter) {
        return Problem.of(OpenClawError.OPENCLAW_UNAVAILABLE, detail).retryAfter(retryAfter.orElse(RETRY));
    }

    static Problem timeout(String what) {
        return Problem.of(OpenClawError.OPENCLAW_TIMEOUT, "The OpenClaw gateway did not answer " + what + " in time.");
    }

    private static Problem unauthorized() {
        return Problem.of(
                OpenClawError.OPENCLAW_UNAUTHORIZED,
                "The OpenClaw gateway refused our credential. The operator has to check TIDEPOOL_OPENCLAW_TOKEN.");
    }

    private static Problem notPaired(GatewayError error) {
        String request = error.details().path("requestId").asText("");
        boolean named = request.matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
        return Problem.of(
                OpenClawError.OPENCLAW_PAIRING_REQUIRED,
                "The OpenClaw gateway has not approved this device. The operator has to approve it there: openclaw devices approve "
                        + (named ? request : "--latest"));
    }

    private static String forbidden(GatewayError error) {
        String scope = error.details().path("missingScope").asText("");
        return scope.matches("[a-z.]{1,64}")
                ? "The OpenClaw gateway does not grant us the scope " + scope + "."
                : "The OpenClaw gateway does not let us do this.";
    }

    private static String words(GatewayError error) {
        return words(error.message());
    }

    private static String words(String words) {
        if (words.isBlank()) {
            return "The OpenClaw gateway gave no reason.";
        }
        return words.length() <= MAX_DETAIL ? words : words.substring(0, MAX_DETAIL) + "...";
    }
}
