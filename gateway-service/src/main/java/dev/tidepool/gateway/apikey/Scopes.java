package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scopes there are, and which of them a role has at most. Pure. */
public final class Scopes {

    private static final List<String> RESOURCES =
            List.of("sessions", "chat", "skills", "tasks", "social", "staking", "keys", "members");

    /** The trail is only read; what writes it is what happens. */
    private static final String AUDIT = "audit:read";

    private Scopes() {}

    public static Set<String> ofRole(Role role) {
        return switch (role) {
            case OWNER, ADMIN -> all();
            case MEMBER ->
                only(scope -> !scope.equals("keys:write") && !scope.equals("members:write") && !scope.equals(AUDIT));
            case READONLY -> only(scope -> scope.endsWith(":read") && !scope.equals(AUDIT));
            case AGENT ->
                only(scope -> !scope.startsWith("keys:") && !scope.startsWith("members:") && !scope.equals(AUDIT));
        };
    }

    /** @throws Problem 403 when the registrar is a member who may not write to the network itself */
    static Set<String> ofAgentOf(Caller registrar) {
        return switch (registrar) {
            case Caller.Anonymous anonymous -> ofRole(Role.AGENT);
            case Caller.Member member -> {
                requested(Set.of("social:write"), member.scopes());
                yield ofRole(Role.AGENT).stream()
                        .filter(member.scopes()::contains)
                        .collect(Collectors.toUnmodifiableSet());
            }
        };
    }

    /** @throws Problem 400 for a scope that does not exist, 403 for one that the creator lacks */
    static Set<String> requested(Set<String> asked, Set<String> held) {
        for (String scope : new TreeSet<>(asked)) {
            if (!all().contains(scope)) {
                throw Problem.invalidField("scopes", "There is no scope " + scope + ".");
            }
            if (!held.contains(scope)) {
                throw Problem.forbidden("You cannot give the scope " + scope + ", which you lack.")
                        .with("scope", scope);
            }
        }
        return Set.copyOf(asked);
    }

    static Set<String> all() {
        return only(scope -> true);
    }

    private static Set<String> only(Predicate<String> admitted) {
        return Stream.concat(
                        RESOURCES.stream().flatMap(resource -> Stream.of(resource + ":read", resource + ":write")),
                        Stream.of(AUDIT))
                .filter(admitted)
                .collect(Collectors.toUnmodifiableSet());
    }
}
