package dev.tidepool.local.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.local.Console;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/** A conversation that is stored: the answer streams in, and the history holds both sides. */
record ChatTour(Gateway gateway, Console console) implements Step {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION = "Hello! In one sentence: what are you?";

    @Override
    public String title() {
        return "A streamed chat in a session";
    }

    @Override
    public Outcome run() {
        JsonNode session = gateway.post("/v1/sessions", Json.object().put("label", "demo"), 201);
        String id = Json.text(session, "/id");
        String model = Json.text(gateway.get("/v1/models", 200), "/data/0/id");
        int tokens = chat(id, model);
        JsonNode history = gateway.get("/v1/sessions/" + id + "/messages", 200);
        long user = count(history, "user");
        long assistant = count(history, "assistant");
        if (user != 1 || assistant != 1) {
            throw new DemoFailure(
                    "the history holds " + user + " questions and " + assistant + " answers, not one each");
        }
        return new Outcome.Done(model + " streamed " + tokens + " pieces; the history holds both turns");
    }

    private int chat(String session, String model) {
        ObjectNode body = Json.object().put("model", model).put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", QUESTION);
        HttpRequest request = gateway.request("/v1/chat/completions")
                .setHeader("Accept", "text/event-stream")
                .header("Content-Type", "application/json")
                .header("X-Session-Id", session)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<Stream<String>> answer = gateway.http().send(request, HttpResponse.BodyHandlers.ofLines());
            console.line("   POST /v1/chat/completions (stream) -> " + answer.statusCode());
            if (answer.statusCode() != 200) {
                answer.body().forEach(line -> console.line("   " + Redaction.shorten(line)));
                throw new DemoFailure("the chat answered " + answer.statusCode() + " instead of 200");
            }
            try (Stream<String> lines = answer.body()) {
                return print(lines.iterator());
            }
        } catch (IOException e) {
            throw new DemoFailure("the stream broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("the chat was interrupted", e);
        }
    }

    /** Shows the pieces as they arrive and counts them. */
    private int print(Iterator<String> lines) throws JacksonException {
        int pieces = 0;
        console.piece("   > " + QUESTION + "\n   < ");
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals("data: [DONE]") || line.equals("data:[DONE]")) {
                console.piece("\n");
                if (pieces == 0) {
                    throw new DemoFailure("the stream ended without a word");
                }
                return pieces;
            }
            if (line.startsWith("data:")) {
                String text = JSON.readTree(line.substring("data:".length()))
                        .at("/choices/0/delta/content")
                        .asText("");
                pieces += text.isEmpty() ? 0 : 1;
                console.piece(text.replace("\n", "\n     "));
            }
        }
        throw new DemoFailure("the stream ended without [DONE]");
    }

    private static long count(JsonNode history, String role) {
        return history.at("/items")
                .valueStream()
                .filter(message -> message.path("role").asText().equals(role))
                .count();
    }
}
