package dev.tidepool.session.skill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.session.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What somebody wants executed, checked as far as that goes without the skill.
 *
 * @param watcher told what the execution is at
 * @param keys of the task that it is an attempt of, if it is
 */
record ExecutionWish(
        Caller.Member member,
        SkillName skill,
        ObjectNode input,
        Optional<SessionId> session,
        Optional<String> model,
        Duration timeout,
        Consumer<String> watcher,
        Optional<AttemptKeys> keys) {

    ExecutionWish attemptOf(AttemptKeys task, Consumer<String> other) {
        return new ExecutionWish(member, skill, input, session, model, timeout, other, Optional.of(task));
    }
}
