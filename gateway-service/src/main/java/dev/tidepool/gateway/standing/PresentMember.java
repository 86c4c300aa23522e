package dev.tidepool.gateway.standing;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import java.util.Optional;
import java.util.Set;

/**
 * What a member who asked for something a while ago is worth now.
 *
 * @param rights empty for a subject whose rights its own issuer keeps
 */
public record PresentMember(Tier tier, Optional<Rights> rights) {

    /** What the member may do at most. */
    public record Rights(Role role, Set<String> scopes) {}
}
