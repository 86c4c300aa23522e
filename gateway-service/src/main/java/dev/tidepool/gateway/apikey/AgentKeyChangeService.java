package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.apikey.AgentKeyService.IssuedToAgent;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What becomes of an agent's key after it was issued, on the word of the agent itself or of its owner. */
@ApplicationScoped
public class AgentKeyChangeService {

    private final RotationService rotations;
    private final ApiKeyService keys;

    AgentKeyChangeService(RotationService rotations, ApiKeyService keys) {
        this.rotations = rotations;
        this.keys = keys;
    }

    /** The agent gets a new text, the present one works on for the grace. Fails with 403 for another, 404, or 409 while one is in its grace. */
    public Uni<IssuedToAgent> rotate(Caller caller, AgentId agent, Origin origin) {
        return rotations
                .rotateOwn(requireSelf(caller, agent), origin, Rotation.PLAIN)
                .map(AgentKeyChangeService::shown);
    }

    /** The agent gets a new text, and what worked before stops at once. Whoever asks has proved to own it. Fails with 404. */
    public Uni<IssuedToAgent> recover(AgentId agent, Origin origin) {
        return rotations.recover(agent, origin).map(AgentKeyChangeService::shown);
    }

    /** Ends the key of an agent that leaves. Fails with 403 for another, 404 when there is none. */
    public Uni<Void> end(Caller caller, AgentId agent, Origin origin) {
        Caller.Member self = requireSelf(caller, agent);
        return rotations.keyOf(self).chain(key -> keys.revoke(self, origin, key));
    }

    private static Caller.Member requireSelf(Caller caller, AgentId agent) {
        if (caller instanceof Caller.Member member
                && KeyRights.ownAgent(member).filter(agent::equals).isPresent()) {
            return member;
        }
        throw Problem.forbidden("Only the agent itself can do this to its key.");
    }

    private static IssuedToAgent shown(IssuedKey issued) {
        return new IssuedToAgent(issued.text(), issued.key().organization());
    }
}
