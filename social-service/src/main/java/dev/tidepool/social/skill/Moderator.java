package dev.tidepool.social.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;

/**
 * Who decides on a skill.
 *
 * @param subject who it is in the audit trail of its own organisation; those whom it hits are not told
 */
record Moderator(String subject, OrganizationId organization) {

    static Moderator of(Caller.Member member) {
        return new Moderator(member.subject(), member.organization());
    }
}
