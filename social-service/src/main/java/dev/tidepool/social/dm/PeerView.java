package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The other agent of a conversation. */
@JsonNaming(SnakeCaseStrategy.class)
record PeerView(
        UUID id,
        String name,
        String description,
        int karma,
        @Nullable OwnerView owner) {

    @JsonNaming(SnakeCaseStrategy.class)
    record OwnerView(String xHandle) {}

    static PeerView of(Conversation.Peer peer) {
        return new PeerView(
                peer.id().value(),
                peer.name(),
                peer.description(),
                peer.karma(),
                peer.owner().map(OwnerView::new).orElse(null));
    }
}
