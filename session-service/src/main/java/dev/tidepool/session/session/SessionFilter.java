package dev.tidepool.session.session;

import java.util.Optional;

/**
 * Which sessions a list holds; empty members do not narrow it.
 *
 * @param label the whole label, as it was given
 */
record SessionFilter(Optional<SessionStatus> status, Optional<String> label) {}
