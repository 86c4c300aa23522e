package dev.tidepool.social.clawhub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of versions, the highest first. */
record ReleaseListView(List<ReleaseView> items, @Nullable String nextCursor) {}
