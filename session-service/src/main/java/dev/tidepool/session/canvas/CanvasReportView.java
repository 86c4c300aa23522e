package dev.tidepool.session.canvas;

import dev.tidepool.session.message.MessageIntake;
import java.util.UUID;

/** The message that a report became. */
record CanvasReportView(UUID messageId, long sequence, boolean repeated) {

    static CanvasReportView of(MessageIntake.Accepted accepted) {
        return new CanvasReportView(
                accepted.message().id().value(), accepted.message().sequence(), accepted.isRepeated());
    }
}
