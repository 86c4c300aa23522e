package dev.tidepool.gateway.route;

import java.util.Optional;
import java.util.Set;

/** Who may use a route. */
public sealed interface Access {

    /** Everybody; credentials are not looked at and nothing is counted. For probes. */
    record Open() implements Access {}

    /** Everybody, a bad credential excepted; {@code granted} scopes are added to the caller's for this route only. */
    record Public(Set<String> granted) implements Access {
        public Public {
            granted = Set.copyOf(granted);
        }
    }

    /** Callers with an identity and, if one is named, the scope. */
    record Protected(Optional<String> scope) implements Access {}
}
