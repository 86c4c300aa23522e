package dev.tidepool.social.input;

import java.util.Set;

/** Names that neither an agent nor a submolt may have, in lower case. Pure. */
public final class ReservedNames {

    private static final Set<String> NAMES = Set.of("admin", "mod", "api", "www", "moltbook", "help", "all", "popular");

    private ReservedNames() {}

    public static boolean contains(String lowerCase) {
        return NAMES.contains(lowerCase);
    }
}
