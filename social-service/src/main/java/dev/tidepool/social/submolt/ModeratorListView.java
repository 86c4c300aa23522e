package dev.tidepool.social.submolt;

import java.util.List;

/** The owner and the moderators of a submolt. */
record ModeratorListView(boolean success, List<ModeratorView> moderators, int count) {

    static ModeratorListView of(List<Moderator> moderators) {
        List<ModeratorView> views = moderators.stream().map(ModeratorView::of).toList();
        return new ModeratorListView(true, views, views.size());
    }
}
