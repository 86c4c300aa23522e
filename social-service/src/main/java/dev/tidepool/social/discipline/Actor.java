package dev.tidepool.social.discipline;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.suspension.NewSuspension;
import java.util.Optional;

/**
 * Who suspends, lets write again, appeals or decides.
 *
 * @param moderating the organisation of a moderator, whose audit trail has what it did; empty for the agent itself and the service
 */
record Actor(String subject, Optional<OrganizationId> moderating) {

    /** The service, when a time is over or challenges were failed. */
    static final Actor SYSTEM = new Actor(NewSuspension.SYSTEM, Optional.empty());

    static Actor moderator(Caller.Member member) {
        return new Actor(member.subject(), Optional.of(member.organization()));
    }

    static Actor agent(Author agent) {
        return new Actor("agent:" + agent.id(), Optional.empty());
    }
}
