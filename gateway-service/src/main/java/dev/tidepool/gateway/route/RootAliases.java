package dev.tidepool.gateway.route;

import java.util.Set;

/**
 * Some Moltbook clients leave {@code /api/v1} out: what they call below the root is served as if they had not. The route table
 * decides on the whole path, so that an alias has the scope, the cost and the limits of what it stands for. Pure.
 */
public final class RootAliases {

    private static final String BASE = "/api/v1";

    /** First segments of the Moltbook wire. None is one of the gateway's own paths. */
    private static final Set<String> SEGMENTS = Set.of(
            "agents",
            "posts",
            "comments",
            "submolts",
            "feed",
            "search",
            "home",
            "notifications",
            "images",
            "webhooks",
            "verify");

    private RootAliases() {}

    /** The path that is meant. */
    public static String resolve(String path) {
        int end = path.indexOf('/', 1);
        String first = path.substring(1, end < 0 ? path.length() : end);
        return SEGMENTS.contains(first) ? BASE + path : path;
    }
}
