package dev.tidepool.session.openclaw;

import io.smallrye.mutiny.Uni;

/** Which agents know which of our sessions. The feature that deletes what they know keeps it. */
public interface Conversations {

    /** Before an agent is first told something of a stored session: so the session's deletion will reach the agent. */
    Uni<Void> note(SessionKey key);
}
