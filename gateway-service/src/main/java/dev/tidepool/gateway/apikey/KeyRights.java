package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import java.util.TreeSet;

/** Who may have a new text of which key. Pure. */
final class KeyRights {

    static final String WRITE = "keys:write";

    private KeyRights() {}

    /**
     * Nobody gets more by a key than he has: neither rights nor, with a key, time or requests.
     *
     * @param own the key that the caller shows
     * @throws Problem 403
     */
    static void requireMayHold(Caller.Member caller, Optional<ApiKey> own, ApiKey key) {
        own.filter(mine -> !mine.id().equals(key.id()))
                .ifPresent(mine -> key.terms().requireWithin(mine.terms()));
        TreeSet<String> lacking = new TreeSet<>(key.scopes());
        lacking.removeAll(caller.scopes());
        if (!lacking.isEmpty()) {
            throw Problem.forbidden("The key has the scope " + lacking.first() + ", which you lack.")
                    .with("scope", lacking.first());
        }
        if (key.role() == Role.OWNER && !caller.roles().contains(Role.OWNER)) {
            throw Problem.forbidden("The key is an owner's: only an owner may rotate it.");
        }
    }

    /** The key that the caller shows, if it is one of a person. */
    static Optional<ApiKeyId> ownKey(Caller.Member caller) {
        return caller.idOfKind("key", ApiKeyId::new);
    }

    static Optional<AgentId> ownAgent(Caller.Member caller) {
        return caller.idOfKind("agent", AgentId::new);
    }
}
