package dev.tidepool.social.notification;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Answer to marking notifications as read.
 *
 * @param markedRead how many were not read before
 */
@JsonNaming(SnakeCaseStrategy.class)
record NotificationsReadView(boolean success, String message, int markedRead) {

    static NotificationsReadView of(int marked) {
        return new NotificationsReadView(true, "Marked as read.", marked);
    }
}
