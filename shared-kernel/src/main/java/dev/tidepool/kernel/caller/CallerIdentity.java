package dev.tidepool.kernel.caller;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Optional;

/** A caller as the framework's security identity, and back. */
public final class CallerIdentity {

    private static final String ATTRIBUTE = "tidepool.caller";

    private CallerIdentity() {}

    public static SecurityIdentity of(Caller caller) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.subject()))
                .addAttribute(ATTRIBUTE, caller);
        if (caller instanceof Caller.Member member) {
            member.roles().forEach(role -> identity.addRole(role.wireName()));
        }
        return identity.build();
    }

    /** The caller, or empty when the request was not authenticated. */
    public static Optional<Caller> callerOf(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }
}
