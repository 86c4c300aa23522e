package dev.tidepool.session.skill;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.skill.run.SkillError;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Where an execution is. It ends once. */
sealed interface ExecutionState {

    /** The name on the wire, also of the entry in the log. */
    String wireName();

    record Running() implements ExecutionState {

        @Override
        public String wireName() {
            return "running";
        }
    }

    /** It came to an end. */
    sealed interface Ended extends ExecutionState {

        Instant at();
    }

    record Completed(Instant at, JsonObject output) implements Ended {

        @Override
        public String wireName() {
            return "completed";
        }
    }

    /** It has no output. */
    sealed interface Unfinished extends Ended {

        /** Of an {@link dev.tidepool.kernel.problem.ErrorCode}. */
        String code();

        String detail();
    }

    record Failed(Instant at, String code, String detail) implements Unfinished {

        private static final int MAX_DETAIL = 2000;

        public Failed {
            String storable = detail.replace('\0', '\uFFFD');
            detail = storable.codePointCount(0, storable.length()) <= MAX_DETAIL
                    ? storable
                    : storable.substring(0, storable.offsetByCodePoints(0, MAX_DETAIL));
        }

        static Failed of(Instant at, Problem problem) {
            return new Failed(at, problem.code().name(), problem.detail());
        }

        @Override
        public String wireName() {
            return "failed";
        }
    }

    record Cancelled(Instant at) implements Unfinished {

        @Override
        public String code() {
            return SkillError.SKILL_CANCELLED.name();
        }

        @Override
        public String detail() {
            return "It was cancelled.";
        }

        @Override
        public String wireName() {
            return "cancelled";
        }
    }
}
