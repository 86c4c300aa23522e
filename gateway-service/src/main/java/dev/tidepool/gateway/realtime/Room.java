package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A room's name: {@code kind} or {@code kind:id}. Pure. */
record Room(String name) {

    /** Kinds whose events everybody may see; those of any other kind stay within the event's organisation. */
    private static final Set<String> PUBLIC_KINDS = Set.of("agent", "post", "events");

    private static final String ORGANIZATION = "organization";
    private static final Pattern FORM = Pattern.compile("[a-z]{1,32}(:[A-Za-z0-9_-]{1,64}){0,2}");

    Room {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("a room is named kind or kind:id: " + name);
        }
    }

    static Optional<Room> parse(String name) {
        return FORM.matcher(name).matches() ? Optional.of(new Room(name)) : Optional.empty();
    }

    boolean isPublic() {
        return PUBLIC_KINDS.contains(kind());
    }

    /** Whether members of the organisation may listen here. Whose any other private room is only its events tell. */
    boolean admits(OrganizationId organization) {
        return !kind().equals(ORGANIZATION) || name.equals(ORGANIZATION + ":" + organization);
    }

    private String kind() {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
