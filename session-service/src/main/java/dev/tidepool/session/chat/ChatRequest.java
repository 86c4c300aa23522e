package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.json.RawObject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A chat request whose known members were checked. Members that we do not know stay in it for the provider. Pure.
 *
 * @param sent the request as sent
 */
public record ChatRequest(RawObject sent) {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");
    private static final int MAX_STOPS = 4;
    private static final Pattern MODEL = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * @param json what was sent as parsed by {@code exact}
     * @throws Problem 400 naming the member that is not acceptable
     */
    static ChatRequest of(JsonNode json, byte[] sent, ExactJson exact, int maxMessages) {
        if (!(json instanceof ObjectNode body)) {
            throw Problem.badRequest("Send a JSON object.");
        }
        requireMessages(body.path("messages"), maxMessages);
        requireModel(body.path("model"));
        requireBoolean(body, "stream");
        requireStreamOptions(body);
        requireNumber(body, "temperature", 0, 2);
        requireNumber(body, "top_p", 0, 1);
        requireCount(body, "n", 1, 1);
        requireCount(body, "max_tokens", 1, Integer.MAX_VALUE);
        requireCount(body, "max_completion_tokens", 1, Integer.MAX_VALUE);
        requireStop(body.path("stop"));
        return new ChatRequest(exact.raw(body, sent));
    }

    private ObjectNode body() {
        return sent.view();
    }

    boolean isStreamed() {
        return body().path("stream").asBoolean(false);
    }

    boolean wantsUsage() {
        return body().path("stream_options").path("include_usage").asBoolean(false);
    }

    Optional<String> model() {
        return Optional.ofNullable(body().path("model").textValue());
    }

    /** The session named in the metadata. */
    Optional<String> metadataSession() {
        return Optional.ofNullable(body().path("metadata").path("session_id").textValue());
    }

    SentMessages messages() {
        return new SentMessages(body().path("messages"));
    }

    private static void requireMessages(JsonNode messages, int max) {
        if (!messages.isArray() || messages.isEmpty() || messages.size() > max) {
            throw Problem.invalidField("messages", "messages must be a list of 1 to " + max + " messages.");
        }
        for (int at = 0; at < messages.size(); at++) {
            requireMessage("messages[" + at + "]", messages.path(at));
        }
    }

    private static void requireMessage(String field, JsonNode message) {
        if (!ROLES.contains(message.path("role").asText())) {
            throw Problem.invalidField(
                    field + ".role", field + ".role must be one of system, developer, user, assistant, tool.");
        }
        JsonNode content = message.path("content");
        boolean mayLack = message.path("role").asText().equals("assistant");
        boolean fits =
                content.isTextual() || content.isArray() || (mayLack && (content.isNull() || content.isMissingNode()));
        if (!fits) {
            throw Problem.invalidField(field + ".content", field + ".content must be text or a list of parts.");
        }
    }

    private static void requireModel(JsonNode model) {
        boolean fits = model.isMissingNode()
                || (model.isTextual() && MODEL.matcher(model.textValue()).matches());
        if (!fits) {
            throw Problem.invalidField(
                    "model", "model must be the name of a model: 1 to 200 visible ASCII characters.");
        }
    }

    private static void requireStreamOptions(ObjectNode body) {
        JsonNode options = body.path("stream_options");
        if (isGiven(options) && (!options.isObject() || !body.path("stream").asBoolean(false))) {
            throw Problem.invalidField(
                    "stream_options", "stream_options must be an object, and only when stream is true.");
        }
    }

    private static void requireBoolean(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        if (isGiven(value) && !value.isBoolean()) {
            throw Problem.invalidField(field, field + " must be true or false.");
        }
    }

    private static void requireNumber(ObjectNode body, String field, int least, int most) {
        JsonNode value = body.path(field);
        if (isGiven(value) && (!value.isNumber() || value.asDouble() < least || value.asDouble() > most)) {
            throw Problem.invalidField(field, field + " must be a number from " + least + " to " + most + ".");
        }
    }

    private static void requireCount(ObjectNode body, String field, int least, int most) {
        JsonNode value = body.path(field);
        boolean fits =
                value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= least && value.asInt() <= most;
        if (isGiven(value) && !fits) {
            throw Problem.invalidField(
                    field,
                    least == most
                            ? field + " must be " + least + "."
                            : field + " must be a whole number of at least " + least + ".");
        }
    }

    private static void requireStop(JsonNode stop) {
        boolean fits =
                !isGiven(stop) || stop.isTextual() || (stop.isArray() && stop.size() <= MAX_STOPS && allText(stop));
        if (!fits) {
            throw Problem.invalidField("stop", "stop must be text or a list of at most " + MAX_STOPS + " texts.");
        }
    }

    private static boolean allText(JsonNode list) {
        return list.valueStream().allMatch(JsonNode::isTextual);
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }
}
