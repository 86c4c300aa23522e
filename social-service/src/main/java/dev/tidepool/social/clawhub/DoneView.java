package dev.tidepool.social.clawhub;

/** Answer to a deletion or its undoing. */
record DoneView(boolean ok) {}
