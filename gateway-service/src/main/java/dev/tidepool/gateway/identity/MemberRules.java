package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Who may make whom what: nobody gives, takes or touches a role above their own. Pure. */
final class MemberRules {

    /** The scope of whoever changes members. */
    static final String WRITE = "members:write";

    private MemberRules() {}

    /** The role of a request's field. @throws Problem 400 when a person cannot have it */
    static Role requireRole(String field, @Nullable String name) {
        try {
            Role role = Role.ofWireName(name == null ? "" : name);
            if (role != Role.AGENT) {
                return role;
            }
        } catch (IllegalArgumentException unknown) {
            // Answered below.
        }
        throw Problem.invalidField(field, field + " must be owner, admin, member or readonly.");
    }

    /** @throws Problem 403 when the role is above the caller's */
    static void requireNotAbove(Caller.Member caller, Role role) {
        if (!reaches(caller, role)) {
            throw Problem.forbidden("The role " + role.wireName() + " is above your own.")
                    .with("role", role.wireName());
        }
    }

    private static boolean reaches(Caller.Member caller, Role role) {
        return caller.roles().stream().anyMatch(held -> !role.isAbove(held));
    }
}
