package dev.tidepool.social.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import java.util.Optional;

/**
 * Who looks at skills. What waits for a moderator, its owner and moderators alone see.
 *
 * @param subject whom a download counts for
 * @param agent if it is one
 * @param owned the organisation whose owner this is
 * @param moderates everywhere
 */
public record SkillReader(String subject, Optional<AgentId> agent, Optional<OrganizationId> owned, boolean moderates) {

    /** Moderators of the whole suite have it. */
    private static final String MODERATE = "social:moderate";

    static SkillReader of(Caller caller) {
        return switch (caller) {
            case Caller.Member member ->
                new SkillReader(
                        member.subject(),
                        member.idOfKind("agent", AgentId::new),
                        member.roles().contains(Role.OWNER) ? Optional.of(member.organization()) : Optional.empty(),
                        member.scopes().contains(MODERATE));
            case Caller.Anonymous anonymous ->
                new SkillReader(anonymous.subject(), Optional.empty(), Optional.empty(), false);
        };
    }

    boolean owns(Skill skill) {
        return agent.filter(skill.owner().id()::equals).isPresent();
    }

    /** Whether this one may release what was found in the skill: a moderator, or an owner of the organisation whose agent shares it. */
    boolean judges(Skill skill) {
        return moderates || owned.filter(skill.owner().organization()::equals).isPresent();
    }

    boolean sees(Skill skill) {
        return skill.isListed() || owns(skill) || (judges(skill) && !skill.isDeleted());
    }

    boolean sees(Skill skill, SkillVersion version) {
        return version.isUsable() || owns(skill) || judges(skill);
    }
}
