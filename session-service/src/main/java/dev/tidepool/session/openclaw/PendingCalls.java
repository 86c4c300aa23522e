package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of one socket that have no answer yet. For one thread. */
final class PendingCalls {

    /** Its first answer says only that the run was accepted; the second one is the result. */
    private static final String TWICE_ANSWERED = "agent";

    private final Map<String, Pending> calls = new HashMap<>();
    private long last;

    private record Pending(String method, Promise<JsonNode> answer) {}

    int size() {
        return calls.size();
    }

    /** @return the id for the request's frame */
    String add(String method, Promise<JsonNode> answer) {
        String id = Long.toString(++last);
        calls.put(id, new Pending(method, answer));
        return id;
    }

    /** An answer to what was given up is no news to anybody. */
    void succeed(Frame.Result result) {
        Optional.ofNullable(calls.get(result.id()))
                .filter(pending -> !isInterim(pending, result.payload()))
                .ifPresent(pending -> {
                    calls.remove(result.id());
                    pending.answer().complete(result.payload());
                });
    }

    private static boolean isInterim(Pending pending, JsonNode payload) {
        return pending.method().equals(TWICE_ANSWERED)
                && payload.path("status").asText().equals("accepted");
    }

    void fail(String id, Throwable failure) {
        Optional.ofNullable(calls.remove(id))
                .ifPresent(pending -> pending.answer().tryFail(failure));
    }

    void failAll(Throwable failure) {
        List<Pending> all = List.copyOf(calls.values());
        calls.clear();
        all.forEach(pending -> pending.answer().tryFail(failure));
    }
}
