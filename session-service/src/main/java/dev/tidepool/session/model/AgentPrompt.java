package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chat request as what is said to an agent, which takes one text at a time. Pure.
 *
 * @param opening all of it, for an agent that does not know the conversation
 * @param message what comes after the last answer, for one that does
 * @param thinking OpenClaw's level
 */
record AgentPrompt(String opening, String message, Optional<String> thinking) {

    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");
    private static final Set<String> LEVELS = Set.of("off", "minimal", "low", "medium", "high", "xhigh");

    /** @throws Problem 400 for what an agent cannot do */
    static AgentPrompt of(ObjectNode body) {
        requireNone(body, "tools", "An agent uses tools of its own: leave tools out.");
        requireText(body.path("response_format").path("type"));
        List<ModelMessage> messages = new ArrayList<>();
        body.path("messages").forEach(message -> messages.add(ModelMessage.of(message)));
        int from = afterLastAnswer(messages);
        String message = transcript(messages.subList(from, messages.size()));
        if (message.isBlank() || from == messages.size()) {
            throw Problem.invalidField("messages", "messages must end with something said to the agent.");
        }
        return new AgentPrompt(transcript(messages), message, thinking(body.path("reasoning_effort")));
    }

    private static int afterLastAnswer(List<ModelMessage> messages) {
        int from = messages.size();
        while (from > 0 && !messages.get(from - 1).role().equals("assistant")) {
            from--;
        }
        return from;
    }

    /** One message is said as it is; of several, it is told who said which. */
    private static String transcript(List<ModelMessage> messages) {
        if (messages.size() == 1) {
            return messages.getFirst().text();
        }
        return String.join(
                "\n\n",
                messages.stream()
                        .filter(message -> !message.text().isBlank())
                        .map(message -> speaker(message.role()) + ": " + message.text())
                        .toList());
    }

    private static String speaker(String role) {
        if (INSTRUCTIONS.contains(role)) {
            return "Instructions";
        }
        return switch (role) {
            case "assistant" -> "Assistant";
            case "tool", "function" -> "Tool";
            default -> "User";
        };
    }

    private static Optional<String> thinking(JsonNode effort) {
        String level = effort.asText("").equals("none") ? "off" : effort.asText("");
        return Optional.of(level).filter(LEVELS::contains);
    }

    private static void requireNone(ObjectNode body, String field, String detail) {
        if (!body.path(field).isEmpty()) {
            throw Problem.invalidField(field, detail);
        }
    }

    private static void requireText(JsonNode format) {
        if (format.isTextual() && !format.textValue().equals("text")) {
            throw Problem.invalidField("response_format", "An agent answers in text only: leave response_format out.");
        }
    }
}
