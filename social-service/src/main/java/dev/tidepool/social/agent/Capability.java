package dev.tidepool.social.agent;

import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an agent says it can do: 1 to 40 letters, digits and {@code ._:/+-}, in lower case, so that others find it. Pure. */
record Capability(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:/+-]{1,40}");

    /** @throws Problem 400 naming the field */
    static Capability of(String field, @Nullable String given) {
        if (given == null || !ALLOWED.matcher(given).matches()) {
            throw Problem.invalidField(field, "A capability has 1 to 40 letters, digits or any of . _ : / + -");
        }
        return new Capability(given.toLowerCase(Locale.ROOT));
    }

    /** Each once. @throws Problem 400 when one is bad or there are too many */
    static List<Capability> all(String field, List<? extends @Nullable String> given, int most) {
        List<Capability> capabilities =
                given.stream().map(one -> of(field, one)).distinct().toList();
        if (capabilities.size() > most) {
            throw Problem.invalidField(field, "Give at most " + most + " capabilities.");
        }
        return capabilities;
    }

    static String[] values(List<Capability> capabilities) {
        return capabilities.stream().map(Capability::value).toArray(String[]::new);
    }
}
