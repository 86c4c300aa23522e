package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.Event;
import java.util.Optional;

/** A room. Pure. */
record Room(RoomKind kind, String name) {

    static final int MAX_CHARACTERS = 128;

    /** Empty for a name that no kind of room has. */
    static Optional<Room> of(String name) {
        return name.length() > MAX_CHARACTERS
                ? Optional.empty()
                : RoomKind.of(name).map(kind -> new Room(kind, name));
    }

    /** Why the member may not listen here, or empty if it may. */
    Optional<String> refusal(Caller.Member member) {
        return kind.refusal(member, name);
    }

    /** Whether a member who listens here sees the event. */
    boolean shows(Event event, Caller.Member member) {
        return switch (kind.audience()) {
            case EVERYBODY -> true;
            case OWN_ORGANIZATION ->
                event.organization().equals(member.organization()) && EventAccess.mayRead(event, member);
        };
    }
}
