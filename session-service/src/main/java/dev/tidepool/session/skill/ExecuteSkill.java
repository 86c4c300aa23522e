package dev.tidepool.session.skill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.skill.run.RunConfig;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request for an execution, as sent: every member may be absent. */
record ExecuteSkill(
        @Schema(type = SchemaType.OBJECT, description = "Fits the skill's inputSchema") @Nullable
        ObjectNode input,

        @Schema(description = "The session that it is executed in, and whose room is told of it") @Nullable
        String sessionId,

        @Schema(description = "For a skill that asks a model; else the session's, else the service's") @Nullable
        String model,

        @Schema(
                minimum = "1",
                maximum = "300",
                description = "At most 30, and 30 if it is left out; 300 in the background")
        @Nullable
        Integer timeoutSeconds,

        @Schema(description = "Whether it is executed as a task, which survives a crash") @Nullable
        Boolean background) {

    static final ExecuteSkill EMPTY = new ExecuteSkill(null, null, null, null, null);

    private static final int MAX_MODEL_CHARACTERS = 200;

    /** @throws Problem 400 naming the field that is not acceptable */
    ExecutionWish wish(Caller.Member member, SkillName skill, RunConfig limits) {
        return new ExecutionWish(
                member,
                skill,
                checkedInput(limits.maxInputBytes()),
                session(),
                checkedModel(),
                timeout(isForBackground() ? limits.backgroundTimeout() : limits.timeout()),
                what -> {},
                Optional.empty());
    }

    ObjectNode checkedInput(int maxBytes) {
        ObjectNode given = input == null ? JsonNodeFactory.instance.objectNode() : input;
        if (given.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > maxBytes) {
            throw Problem.invalidField("input", "input must be at most " + maxBytes + " bytes of JSON.");
        }
        return given;
    }

    private Optional<SessionId> session() {
        return Optional.ofNullable(sessionId).map(SessionId::fromString);
    }

    Optional<String> checkedModel() {
        if (model != null && (model.isBlank() || model.length() > MAX_MODEL_CHARACTERS)) {
            throw Problem.invalidField("model", "model must be the name of a model.");
        }
        return Optional.ofNullable(model);
    }

    boolean isForBackground() {
        return Boolean.TRUE.equals(background);
    }

    private Duration timeout(Duration most) {
        if (timeoutSeconds == null) {
            return most;
        }
        if (timeoutSeconds < 1 || timeoutSeconds > most.toSeconds()) {
            throw Problem.invalidField(
                    "timeoutSeconds",
                    "timeoutSeconds must be 1 to " + most.toSeconds() + ", not " + timeoutSeconds + ".");
        }
        return Duration.ofSeconds(timeoutSeconds);
    }
}
