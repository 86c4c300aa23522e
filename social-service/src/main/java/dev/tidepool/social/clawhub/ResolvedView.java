package dev.tidepool.social.clawhub;

import org.jspecify.annotations.Nullable;

/** Which version has the files that the client hashed, and which is in use. */
record ResolvedView(@Nullable NumberView match, @Nullable NumberView latestVersion) {

    record NumberView(String version) {}
}
