package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a conversation's history tells of a run. Pure. */
sealed interface RunHistory {

    /** It is under way, maybe under another id: a gateway that was restarted takes up what was interrupted. */
    record Running(String run, String text) implements RunHistory {}

    /** It waits for its turn, or the gateway works on it and does not say under which id. */
    record Busy() implements RunHistory {}

    record Answered(String text, Optional<AgentUsage> usage) implements RunHistory {}

    /**
     * Somebody stopped it, or it failed.
     *
     * @param reason of the gateway, often none
     */
    record Stopped(String reason) implements RunHistory {}

    /** What we said is there, and nobody works on the answer. */
    record Interrupted() implements RunHistory {}

    /** What we said is not there. */
    record Unknown() implements RunHistory {}

    /**
     * @param history payload of {@code chat.history}
     * @param run our idempotency key
     */
    static RunHistory of(JsonNode history, String run) {
        List<JsonNode> answers = new ArrayList<>();
        boolean said = false;
        boolean answeredNext = false;
        for (JsonNode message : history.path("messages")) {
            String key = message.path("idempotencyKey").asText();
            boolean isAnswer = message.path("role").asText().equals("assistant");
            // What the gateway itself puts in, as after a restart, has no key of this form.
            answeredNext |= said && !isAnswer && key.endsWith(":user");
            said |= key.equals(run + ":user");
            if (isAnswer && ((said && !answeredNext) || isOf(message, run))) {
                answers.add(message);
            }
        }
        return said && !answeredNext ? ofLatest(history, answers) : ofOther(history, run, answers, said);
    }

    /** Ours is the latest turn: what goes on is its answer, under whatever id. */
    private static RunHistory ofLatest(JsonNode history, List<JsonNode> answers) {
        JsonNode underWay = history.path("inFlightRun");
        if (underWay.isObject()) {
            return running(underWay);
        }
        if (history.path("sessionInfo").path("hasActiveRun").asBoolean(false)) {
            return new Busy();
        }
        return answers.isEmpty() ? new Interrupted() : ofLast(answers);
    }

    private static RunHistory ofOther(JsonNode history, String run, List<JsonNode> answers, boolean said) {
        JsonNode underWay = history.path("inFlightRun");
        if (underWay.path("runId").asText().equals(run)) {
            return running(underWay);
        }
        if (!answers.isEmpty()) {
            return ofLast(answers);
        }
        for (JsonNode waiting : history.path("pendingInputs").path("items")) {
            if (waiting.path("runId").asText().equals(run)) {
                return new Busy();
            }
        }
        return said ? new Interrupted() : new Unknown();
    }

    private static RunHistory running(JsonNode underWay) {
        return new Running(
                underWay.path("runId").asText(), underWay.path("text").asText(""));
    }

    /** A message that calls tools, or has no reason to have stopped, is followed by others. */
    private static RunHistory ofLast(List<JsonNode> answers) {
        JsonNode last = answers.getLast();
        if (last.path("openclawAbort").path("aborted").asBoolean(false)) {
            return new Stopped("");
        }
        return switch (last.path("stopReason").asText()) {
            case "stop", "length" -> new Answered(textOf(answers), usageOf(answers));
            case "error", "aborted" -> new Stopped(last.path("errorMessage").asText(""));
            default -> new Interrupted();
        };
    }

    /** The tokens that a run used. */
    static Optional<AgentUsage> usage(JsonNode history, String run) {
        List<JsonNode> own = new ArrayList<>();
        history.path("messages").forEach(message -> {
            if (isOf(message, run)) {
                own.add(message);
            }
        });
        return usageOf(own);
    }

    private static boolean isOf(JsonNode message, String run) {
        return message.path("__openclaw").path("runId").asText().equals(run);
    }

    /** A run's messages are told as paragraphs of one. */
    private static String textOf(List<JsonNode> messages) {
        return String.join(
                "\n\n",
                messages.stream()
                        .map(message -> RunText.textOf(message).strip())
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    private static Optional<AgentUsage> usageOf(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> message.path("usage"))
                .filter(JsonNode::isObject)
                .map(AgentUsage::of)
                .reduce(AgentUsage::plus);
    }
}
