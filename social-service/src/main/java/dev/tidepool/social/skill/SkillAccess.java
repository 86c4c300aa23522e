package dev.tidepool.social.skill;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.social.agent.PlatformModerators;
import dev.tidepool.social.agent.SocialAccess;
import jakarta.enterprise.context.ApplicationScoped;

/** What the caller of the request being served may see of skills. Ask before the first asynchronous step. */
@ApplicationScoped
public class SkillAccess {

    private final SocialAccess access;
    private final CurrentCaller caller;
    private final PlatformModerators moderators;

    SkillAccess(SocialAccess access, CurrentCaller caller, PlatformModerators moderators) {
        this.access = access;
        this.caller = caller;
        this.moderators = moderators;
    }

    /** @throws dev.tidepool.kernel.problem.Problem 401 or 403 */
    public SkillReader reader() {
        access.requireReader();
        return SkillReader.of(caller.get(), moderators);
    }

    /** A platform moderator that reads. @throws dev.tidepool.kernel.problem.Problem 401, or 403 for anybody else */
    SkillReader moderatingReader() {
        SkillReader reader = reader();
        if (!reader.moderates()) {
            throw ReleaseService.moderatorRequired();
        }
        return reader;
    }

    /** A platform moderator that acts. @throws dev.tidepool.kernel.problem.Problem 401, or 403 for anybody else */
    Moderator actingModerator() {
        Moderator acting = acting();
        if (!writer().moderates()) {
            throw ReleaseService.moderatorRequired();
        }
        return acting;
    }

    /** Who acts, whatever it may do. @throws dev.tidepool.kernel.problem.Problem 401 or 403 */
    Moderator acting() {
        return Moderator.of(caller.memberWith("social:write"));
    }

    /** One who may change something, as a moderator or on its own account. @throws dev.tidepool.kernel.problem.Problem 401 or 403 */
    public SkillReader writer() {
        return SkillReader.of(caller.memberWith("social:write"), moderators);
    }
}
