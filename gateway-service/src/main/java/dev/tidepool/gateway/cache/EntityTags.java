package dev.tidepool.gateway.cache;

/** Compares tags of answers (RFC 9110, section 13.1.2). Pure. */
final class EntityTags {

    private EntityTags() {}

    /** Whether {@code If-None-Match} names the tag; weakly, as it is compared for reads. */
    static boolean name(String ifNoneMatch, String tag) {
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        for (String named : ifNoneMatch.split(",", -1)) {
            String stripped = named.strip();
            if (tag.equals(stripped.startsWith("W/") ? stripped.substring(2) : stripped)) {
                return true;
            }
        }
        return false;
    }
}
