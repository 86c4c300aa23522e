package dev.tidepool.social.embedding;

import java.util.Optional;

/** A text that began or ceased to be shown; what it says, when it is shown. */
record QueuedText(TextId id, String kind, Optional<String> text) {}
