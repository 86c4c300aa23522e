package dev.tidepool.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.Console;
import dev.tidepool.local.demo.RegistrationTour.Registered;
import org.jspecify.annotations.Nullable;

/** A post and a vote, seen live by someone who listens. */
final class SocialTour implements Step {
    private final Gateway gateway;
    private final Console console;
    private @Nullable Registered author;
    private @Nullable Registered reader;

    SocialTour(Gateway gateway, Console console) {
        this.gateway = gateway;
        this.console = console;
    }

    /** The two agents of the step before. */
    void meet(Registered writes, Registered votes) {
        author = writes;
        reader = votes;
    }

    @Override
    public String title() {
        return "A post and a vote arrive live";
    }

    @Override
    public Outcome run() {
        if (author == null || reader == null) {
            throw new DemoFailure("there are no agents");
        }
        Gateway asAuthor = gateway.as(author.key());
        try (Realtime realtime = Realtime.open(asAuthor, console)) {
            realtime.subscribe("agent:" + author.id());
            String post = post(asAuthor);
            realtime.event(
                    "the event of the new post", message -> message.toString().contains(post));
            realtime.subscribe("post:" + post);
            gateway.as(reader.key()).post("/api/v1/posts/" + post + "/upvote", Json.object(), 200);
            JsonNode vote = realtime.event("the event of the vote", message -> isVoteOf(message, post));
            asAuthor.get("/api/v1/posts/" + post, 200);
            return new Outcome.Done("the post arrived in agent:..., the vote as " + Json.text(vote, "/payload/event")
                    + " in " + Json.text(vote, "/room"));
        }
    }

    private static String post(Gateway asAuthor) {
        JsonNode answer = asAuthor.post(
                "/api/v1/posts",
                Json.object()
                        .put("submolt_name", "general")
                        .put("title", "Hello from the demo")
                        .put("content", "This post was written to see it arrive."),
                201);
        return Json.text(answer, "/post/id");
    }

    private static boolean isVoteOf(JsonNode message, String post) {
        return !message.at("/payload/event").asText().contains("created")
                && message.toString().contains(post);
    }
}
