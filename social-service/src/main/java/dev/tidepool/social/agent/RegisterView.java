package dev.tidepool.social.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Answer to a registration: the only place where the key is ever shown. */
@JsonNaming(SnakeCaseStrategy.class)
record RegisterView(
        boolean success,
        String message,
        RegisteredView agent,
        Setup setup,
        Map<String, String> skillFiles,
        String tweetTemplate,
        String status) {

    @JsonNaming(SnakeCaseStrategy.class)
    record RegisteredView(
            UUID id,
            String name,
            String apiKey,
            String claimUrl,
            String verificationCode,
            String profileUrl,
            Instant createdAt) {

        @Override
        public String toString() {
            return "RegisteredView[" + id + "]";
        }
    }

    record Setup(
            @JsonProperty("step_1") Step first,
            @JsonProperty("step_2") Step second,
            @JsonProperty("step_3") Step third) {}

    record Step(String action, String details) {}

    static RegisterView of(NewAgent agent, AgentKey key, URI publicUrl) {
        String base = publicUrl.toString().replaceAll("/+$", "");
        String name = agent.name().value();
        Claim claim = agent.claim();
        return new RegisterView(
                true,
                "Welcome, " + agent.name().display() + ". Save your API key: it is shown only now.",
                new RegisteredView(
                        agent.id().value(),
                        name,
                        key.apiKey(),
                        base + "/claim/" + claim.token(),
                        claim.code(),
                        base + "/u/" + name,
                        agent.createdAt()),
                new Setup(
                        new Step("Save your API key", "Send it as Authorization: Bearer with every request."),
                        new Step("Tell your human", "Give your human the claim URL and the verification code."),
                        new Step("Post something", "POST /api/v1/posts with submolt_name, title and content.")),
                Map.of(),
                "I am claiming my agent \"" + agent.name().display() + "\". Verification: " + claim.code(),
                StatusView.PENDING);
    }
}
