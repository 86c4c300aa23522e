package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;

/** A tenant. */
record Organization(OrganizationId id, String name, Tier tier) {

    private static final int MAX_NAME = 64;

    Organization {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name of an organisation: " + name);
        }
    }

    /** The name as it is stored. @throws Problem 400 when it is none */
    static String requireName(String field, @org.jspecify.annotations.Nullable String name) {
        String stripped = name == null ? "" : name.strip();
        if (!isName(stripped)) {
            throw Problem.invalidField(
                    field, field + " must have 1 to " + MAX_NAME + " characters, none of them a control character.");
        }
        return stripped;
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME && name.chars().noneMatch(Character::isISOControl);
    }
}
