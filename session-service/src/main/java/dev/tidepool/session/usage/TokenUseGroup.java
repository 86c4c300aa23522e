package dev.tidepool.session.usage;

/** The use of one day, model or session. */
record TokenUseGroup(String key, TokenCount count) {}
