package dev.tidepool.social.clawhub;

/** Answer to a star. */
record StarredView(boolean ok, boolean starred, boolean alreadyStarred) {}
