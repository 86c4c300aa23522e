package dev.tidepool.social.relation;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an agent is to an organisation. Pure. */
enum RelationKind {
    OWNED,
    PARTNER,
    CUSTOMER,
    COMPETITOR,
    WATCHED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In either case. @throws Problem 400 naming the field */
    static RelationKind of(String given) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(given.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("kind", "kind must be one of " + names() + "."));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(RelationKind::wireName).toList();
    }
}
