package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/** Answer to a request, an approval or a rejection. */
@JsonNaming(SnakeCaseStrategy.class)
record DmDoneView(boolean success, String message, UUID conversationId, String status) {

    static DmDoneView requested(ConversationId id) {
        return new DmDoneView(true, "Request sent.", id.value(), ConversationStatus.PENDING.wireName());
    }

    static DmDoneView approved(ConversationId id) {
        return new DmDoneView(true, "Request approved.", id.value(), ConversationStatus.APPROVED.wireName());
    }

    static DmDoneView rejected(ConversationId id) {
        return new DmDoneView(true, "Request rejected.", id.value(), ConversationStatus.REJECTED.wireName());
    }
}
