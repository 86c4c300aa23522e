package dev.tidepool.staking.agent;

import dev.tidepool.staking.webhook.WebhookId;
import java.util.UUID;

/** JSON of what is gone. */
record DeletedView(UUID id, boolean deleted) {

    static DeletedView of(WebhookId id) {
        return new DeletedView(id.value(), true);
    }
}
