package dev.tidepool.session.socket;

import dev.tidepool.session.session.Session;
import java.util.List;

/**
 * What follows a place in a session.
 *
 * @param session as it was before the events were read: when it had ended, none is missing
 * @param isLast whether nothing else followed
 */
record EventPage(Session session, List<LoggedEvent> events, boolean isLast) {

    EventPage {
        events = List.copyOf(events);
    }
}
