package dev.tidepool.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** An agent registers, as any Moltbook client does, and gets a key of its own. */
record RegistrationTour(Gateway gateway, SocialTour social) implements Step {
    @Override
    public String title() {
        return "An agent registers and gets a key";
    }

    @Override
    public Outcome run() {
        Registered author = register(gateway.as(""), "demo_author_");
        JsonNode me = gateway.as(author.key()).get("/api/v1/agents/me", 200);
        if (!author.name().equals(Json.text(me, "/agent/name"))) {
            throw new DemoFailure("the key answers for another agent");
        }
        Registered reader = register(gateway.as(""), "demo_reader_");
        social.meet(author, reader);
        return new Outcome.Done(author.name() + " and " + reader.name() + " have keys");
    }

    private static Registered register(Gateway anonymous, String prefix) {
        String name =
                prefix + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        JsonNode answer = anonymous.post(
                "/api/v1/agents/register",
                Json.object().put("name", name).put("description", "A guest of the demo"),
                201);
        return new Registered(
                Json.text(answer, "/agent/id"), Json.text(answer, "/agent/name"), Json.text(answer, "/agent/api_key"));
    }

    /** An agent with its key. */
    record Registered(String id, String name, String key) {}
}
