package dev.tidepool.session.usage;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what use is told. */
enum TokenUseGrouping {
    DAY("to_char(day, 'YYYY-MM-DD') COLLATE \"C\""),
    MODEL("model COLLATE \"C\""),
    /** Answers without a session have the empty key. */
    SESSION("coalesce(session_id::text, '') COLLATE \"C\"");

    private final String key;

    TokenUseGrouping(String key) {
        this.key = key;
    }

    /** The SQL expression of a group's key, in whose order groups are told. */
    String key() {
        return key;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TokenUseGrouping parse(@Nullable String name) {
        if (name == null) {
            return DAY;
        }
        return Arrays.stream(values())
                .filter(grouping -> grouping.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("groupBy", "groupBy must be day, model or session."));
    }
}
