package dev.tidepool.session.skill;

import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.skill.run.SkillError;
import java.util.UUID;

/** Names one execution of a skill. */
record ExecutionId(UUID value) implements TypedId {

    /** @throws Problem 404 for text that is no id: it names nothing, like any unknown id */
    static ExecutionId fromString(String text) {
        try {
            return new ExecutionId(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            throw Problem.notFound(SkillError.EXECUTION_NOT_FOUND, text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
