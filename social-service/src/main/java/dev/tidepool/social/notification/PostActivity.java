package dev.tidepool.social.notification;

import java.time.Instant;
import java.util.List;

/**
 * What was said below a post that an agent has not read.
 *
 * @param notifications how much of it
 * @param actors up to three who said it
 * @param preview the latest of it
 */
public record PostActivity(
        String postId,
        String title,
        String submolt,
        int notifications,
        Instant latest,
        List<String> actors,
        String preview) {

    public PostActivity {
        actors = List.copyOf(actors);
    }
}
