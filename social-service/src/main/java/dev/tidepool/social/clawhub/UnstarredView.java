package dev.tidepool.social.clawhub;

/** Answer to a star that is taken back. */
record UnstarredView(boolean ok, boolean unstarred, boolean alreadyUnstarred) {}
