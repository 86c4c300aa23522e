package dev.tidepool.social.submolt;

import java.util.Optional;

/** A submolt as one agent, or somebody who is none, sees it. */
record ReadSubmolt(Submolt submolt, Optional<SubmoltRole> role, boolean subscribed) {}
