package dev.tidepool.social.skill;

/** Answer to a deletion or its undoing. */
record ShownView(boolean success, String message) {}
