package dev.tidepool.social.clawhub;

/** One version of a skill. */
record ReleaseAnswerView(ReleaseView version, NameView skill) {

    record NameView(String slug, String displayName) {}
}
