package dev.tidepool.social.skill;

/** One version. */
record VersionDetailView(boolean success, VersionView version) {}
