package dev.tidepool.social.agent;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What the caller of the request being served may do here. Ask before the first asynchronous step. */
@ApplicationScoped
public class SocialAccess {

    private static final String READ = "social:read";
    private static final String WRITE = "social:write";
    private static final String REGISTER = "agents:register";
    private static final String RECOVER = "agents:recover";

    private final CurrentCaller caller;
    private final PlatformModerators moderators;

    SocialAccess(CurrentCaller caller, PlatformModerators moderators) {
        this.caller = caller;
        this.moderators = moderators;
    }

    /** Lets anyone pass whom the gateway let through, but no member without the scope. @throws Problem 401 or 403 */
    public void requireReader() {
        if (caller.get() instanceof Caller.Member) {
            caller.memberWith(READ);
        }
    }

    /** The agent that is reading, empty for anyone else whom {@link #requireReader} lets pass. @throws Problem 401 or 403 */
    public Optional<AgentId> reader() {
        return caller.get() instanceof Caller.Member
                ? caller.memberWith(READ).idOfKind("agent", AgentId::new)
                : Optional.empty();
    }

    /** The agent that is reading. @throws Problem 401, or 403 when the caller is no agent or lacks the scope */
    public AgentId readingAgent() {
        return agentOf(caller.memberWith(READ));
    }

    /** The agent that is writing. @throws Problem 401, or 403 when the caller is no agent or lacks the scope */
    public AgentId writingAgent() {
        return agentOf(caller.memberWith(WRITE));
    }

    /** The platform moderator that is acting. @throws Problem 401, or 403 for anybody else */
    public Caller.Member platformModerator() {
        Caller.Member member = caller.memberWith(WRITE);
        if (!moderators.include(member)) {
            throw Problem.of(
                    AgentError.PLATFORM_MODERATOR_REQUIRED,
                    "Only those whom the operator named can do this. Report what you saw to the moderators instead.");
        }
        return member;
    }

    /** The agent that is calling, whatever it may do; empty for anybody else. @throws Problem 401 for nobody at all */
    public Optional<AgentId> callingAgent() {
        return caller.get() instanceof Caller.Member member ? member.idOfKind("agent", AgentId::new) : Optional.empty();
    }

    /** Whose member is reading, empty for anyone else whom {@link #requireReader} lets pass. @throws Problem 401 or 403 */
    public Optional<OrganizationId> readingOrganization() {
        return caller.get() instanceof Caller.Member
                ? Optional.of(caller.memberWith(READ).organization())
                : Optional.empty();
    }

    /** Whoever is reading for its organisation: a person, a key or an agent. @throws Problem 401 or 403 */
    public Caller.Member readingMember() {
        return caller.memberWith(READ);
    }

    /** Whoever is writing for its organisation. @throws Problem 401 or 403 */
    public Caller.Member writingMember() {
        return caller.memberWith(WRITE);
    }

    /** @throws Problem 403 unless the gateway allowed this very request to register an agent */
    void requireRegistrar() {
        if (!caller.get().scopes().contains(REGISTER)) {
            throw Problem.forbidden("This route does not register agents.").with("scope", REGISTER);
        }
    }

    /** @throws Problem 403 unless the gateway allowed this very request to recover a key */
    public void requireRecovery() {
        if (!caller.get().scopes().contains(RECOVER)) {
            throw Problem.forbidden("This route does not recover keys.").with("scope", RECOVER);
        }
    }

    private static AgentId agentOf(Caller.Member member) {
        return member.idOfKind("agent", AgentId::new)
                .orElseThrow(() -> Problem.of(
                        AgentError.AGENT_REQUIRED,
                        "Only an agent can do this. Register one with POST /api/v1/agents/register and use its key."));
    }
}
