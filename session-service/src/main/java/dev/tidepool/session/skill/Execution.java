package dev.tidepool.session.skill;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A skill as it is, or was, executed.
 *
 * @param version of the upload; empty for a built-in skill
 * @param deadline when it must have ended
 */
record Execution(
        ExecutionId id,
        OrganizationId organization,
        SkillName skill,
        Optional<Integer> version,
        String kind,
        Optional<SessionId> session,
        ExecutionState state,
        String createdBy,
        Instant startedAt,
        Instant deadline) {

    Execution ended(ExecutionState.Ended how) {
        return new Execution(id, organization, skill, version, kind, session, how, createdBy, startedAt, deadline);
    }
}
