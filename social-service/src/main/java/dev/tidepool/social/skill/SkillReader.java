package dev.tidepool.social.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.PlatformModerators;
import java.util.Optional;

/**
 * Who looks at skills. What waits for a moderator, its owner and moderators alone see.
 *
 * @param subject whom a download counts for
 * @param agent if it is one
 * @param moderates everywhere, by the operator's word
 */
public record SkillReader(String subject, Optional<AgentId> agent, boolean moderates) {

    static SkillReader of(Caller caller, PlatformModerators moderators) {
        return switch (caller) {
            case Caller.Member member ->
                new SkillReader(member.subject(), member.idOfKind("agent", AgentId::new), moderators.include(member));
            case Caller.Anonymous anonymous -> new SkillReader(anonymous.subject(), Optional.empty(), false);
        };
    }

    /** An agent that moderates nothing. */
    public static SkillReader of(AgentId agent) {
        return new SkillReader("agent:" + agent, Optional.of(agent), false);
    }

    /** Whether it is the agent that shares the skill. */
    public boolean owns(Skill skill) {
        return agent.filter(skill.owner().id()::equals).isPresent();
    }

    boolean sees(Skill skill) {
        return skill.isListed() || owns(skill) || (moderates && !skill.isDeleted());
    }

    boolean sees(Skill skill, SkillVersion version) {
        return version.isUsable() || owns(skill) || moderates;
    }
}
