package dev.tidepool.social.journal;

/** Told in this process when there is more in the journal than before. Whoever observes it must not block. */
public record JournalGrew() {}
