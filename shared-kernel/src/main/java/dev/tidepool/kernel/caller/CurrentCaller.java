package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.problem.Problem;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;

/** The caller of the request being served. Read it on the request's own thread, before the first asynchronous step. */
@ApplicationScoped
public class CurrentCaller {

    private final CurrentIdentityAssociation association;

    CurrentCaller(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /** @throws Problem 401 when the request was not authenticated at all */
    public Caller get() {
        return CallerIdentity.callerOf(association.getIdentity())
                .orElseThrow(() -> Problem.unauthorized("Send a valid credential."));
    }

    /** @throws Problem 401 when nobody in particular is calling */
    public Caller.Member member() {
        return requireMember(get());
    }

    /** The member, if the scope was given to it. @throws Problem 401 or 403 */
    public Caller.Member memberWith(String scope) {
        return requireMember(get(), scope);
    }

    /** The same of a caller found by other means. @throws Problem 401 or 403 */
    public static Caller.Member requireMember(Caller caller, String scope) {
        return requireMember(caller).requireScope(scope);
    }

    /** @throws Problem 401 when nobody in particular is calling */
    public static Caller.Member requireMember(Caller caller) {
        return switch (caller) {
            case Caller.Member member -> member;
            case Caller.Anonymous anonymous -> throw Problem.unauthorized("Send an API key or an access token.");
        };
    }
}
