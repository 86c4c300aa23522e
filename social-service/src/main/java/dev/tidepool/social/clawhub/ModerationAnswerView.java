package dev.tidepool.social.clawhub;

/** What was found in a skill's version. */
record ModerationAnswerView(ModerationView moderation) {}
