package dev.tidepool.session.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import java.util.Set;

/**
 * What an agent does otherwise in one conversation. Pure.
 *
 * @param changes {@code model} and {@code thinkingLevel} as the gateway names them; null is its own choice
 */
record ConversationPatch(ObjectNode changes) {

    private static final Set<String> LEVELS = Set.of("off", "minimal", "low", "medium", "high", "xhigh");
    private static final int MAX_MODEL_CHARACTERS = 200;

    /** @throws Problem 400 naming the member that is not acceptable */
    static ConversationPatch of(JsonNode sent) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        if (!(sent instanceof ObjectNode body) || body.isEmpty()) {
            throw Problem.badRequest("Send a JSON object with model or thinkingLevel.");
        }
        body.properties().forEach(member -> changes.set(member.getKey(), checked(member.getKey(), member.getValue())));
        return new ConversationPatch(changes);
    }

    private static JsonNode checked(String name, JsonNode value) {
        boolean fits = value.isNull()
                || (value.isTextual()
                        && switch (name) {
                            case "model" ->
                                !value.textValue().isBlank()
                                        && value.textValue().length() <= MAX_MODEL_CHARACTERS;
                            case "thinkingLevel" -> LEVELS.contains(value.textValue());
                            default -> false;
                        });
        if (!fits || !Set.of("model", "thinkingLevel").contains(name)) {
            throw Problem.invalidField(
                    name,
                    "model must be a model of the gateway, thinkingLevel one of off, minimal, low, medium, high, xhigh; either may be null. There are no other members.");
        }
        return value;
    }
}
