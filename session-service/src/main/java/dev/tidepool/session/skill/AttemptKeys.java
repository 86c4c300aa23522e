package dev.tidepool.session.skill;

import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.task.TaskContext;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What names the attempts of a task that are the same to others.
 *
 * @param request of all of them
 * @param conversation of those that go on with what one began before it fell silent
 */
record AttemptKeys(String request, String conversation) {

    static AttemptKeys of(TaskContext context) {
        return new AttemptKeys(context.idempotencyKey(), context.continuationKey());
    }

    /** A model that was stopped is asked anew; a service that knows the key is to do nothing again. */
    UUID of(SkillSpec spec) {
        String key = spec instanceof SkillSpec.Prompt || spec instanceof SkillSpec.Browse ? conversation : request;
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }
}
