package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Who is calling, as the gateway established it. */
public sealed interface Caller {

    /** {@code anonymous}, or kind and id such as {@code key:<uuid>}, {@code account:<uuid>}, {@code agent:<uuid>}. */
    String subject();

    /** What the caller may do, each {@code resource:action}. */
    Set<String> scopes();

    /** Nobody in particular: public routes only. The scopes are those that the route itself grants. */
    record Anonymous(Set<String> scopes) implements Caller {

        public static final String SUBJECT = "anonymous";

        public Anonymous {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public String subject() {
            return SUBJECT;
        }
    }

    /** A person, key or agent of an organisation. */
    record Member(String subject, OrganizationId organization, Tier tier, Set<Role> roles, Set<String> scopes)
            implements Caller {

        public Member {
            if (subject.isBlank() || subject.length() > 128) {
                throw new IllegalArgumentException("subject must be 1 to 128 characters: " + subject);
            }
            roles = Set.copyOf(roles);
            scopes = Set.copyOf(scopes);
        }

        /** This member. @throws Problem 403 when the scope was not given to it */
        public Member requireScope(String scope) {
            if (!scopes.contains(scope)) {
                throw Problem.forbidden("The credential lacks the scope " + scope + ".")
                        .with("scope", scope);
            }
            return this;
        }

        /** The id of a subject of this kind, or empty when the subject is of another kind. */
        public <T extends TypedId> Optional<T> idOfKind(String kind, Function<UUID, T> type) {
            return subject.startsWith(kind + ":")
                    ? Optional.of(type.apply(UUID.fromString(subject.substring(kind.length() + 1))))
                    : Optional.empty();
        }
    }
}
