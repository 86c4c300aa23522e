package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.net.RetryAfter;
import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** An HTTP answer of an endpoint, and what it means. */
record RpcAnswer(int status, Optional<String> retryAfter, Buffer body) {

    private static final int NODE_BEHIND = -32005;
    private static final int MIN_CONTEXT_SLOT_NOT_REACHED = -32016;
    private static final int PREFLIGHT_FAILED = -32002;
    private static final int BAD_SIGNATURE = -32003;
    private static final int INTERNAL_ERROR = -32603;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /**
     * The {@code result} member.
     *
     * @param now from which a date in Retry-After is counted
     * @throws RpcFailure when there is none
     */
    JsonNode result(ObjectMapper json, Instant now) {
        if (status == TOO_MANY_REQUESTS || (status == UNAVAILABLE && retryAfter.isPresent())) {
            throw rateLimited(now);
        }
        JsonNode answer = parse(json);
        if (answer.hasNonNull("error")) {
            throw failure(answer.get("error"), now);
        }
        if (status / 100 != 2 || !answer.has("result")) {
            throw badAnswer();
        }
        return answer.get("result");
    }

    private JsonNode parse(ObjectMapper json) {
        try {
            return json.readTree(body.getBytes());
        } catch (IOException notJson) {
            throw badAnswer();
        }
    }

    private RpcFailure failure(JsonNode error, Instant now) {
        int code = error.path("code").asInt();
        String message = error.path("message").asText();
        return switch (code) {
            case NODE_BEHIND, MIN_CONTEXT_SLOT_NOT_REACHED -> new RpcFailure.Endpoint(Kind.BEHIND, message);
            case TOO_MANY_REQUESTS -> rateLimited(now);
            case PREFLIGHT_FAILED, BAD_SIGNATURE -> new RpcFailure.Preflight(message, error.path("data"));
            case INTERNAL_ERROR -> new RpcFailure.Endpoint(Kind.BAD_ANSWER, message);
            default -> status >= 500 ? badAnswer() : new RpcFailure.Refused(code, message);
        };
    }

    private RpcFailure.Endpoint rateLimited(Instant now) {
        return new RpcFailure.Endpoint(
                Kind.RATE_LIMITED, "too many requests", retryAfter.flatMap(text -> RetryAfter.read(text, now)));
    }

    private RpcFailure.Endpoint badAnswer() {
        return new RpcFailure.Endpoint(Kind.BAD_ANSWER, "HTTP %d without a JSON-RPC result".formatted(status));
    }
}
