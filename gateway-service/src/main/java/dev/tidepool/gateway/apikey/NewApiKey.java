package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.problem.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request for a key: a name to know it by, and what it may do. */
record NewApiKey(String name, Set<String> scopes) {

    private static final int MAX_NAME = 64;

    NewApiKey(@Nullable String name, @Nullable Set<String> scopes) {
        if (name == null || name.isBlank() || name.length() > MAX_NAME) {
            throw Problem.invalidField("name", "name must have 1 to " + MAX_NAME + " characters.");
        }
        if (scopes == null || scopes.isEmpty()) {
            throw Problem.invalidField("scopes", "scopes must name at least one scope, such as sessions:read.");
        }
        this.name = name.strip();
        this.scopes = Set.copyOf(scopes);
    }
}
