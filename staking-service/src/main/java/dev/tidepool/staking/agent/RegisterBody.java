package dev.tidepool.staking.agent;

import dev.tidepool.staking.webhook.WebhookRequest;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of a registration. */
record RegisterBody(
        @Schema(required = true, description = "An https address, without credentials and fragment") @Nullable
        String url,

        @Schema(description = "Types of events, as at /v1/staking/webhooks") @Nullable
        List<@Nullable String> events,

        @Schema(description = "Watched for what happens to its stake") @Nullable
        String agentWallet) {

    WebhookRequest toRequest() {
        return new WebhookRequest(url, events, agentWallet == null ? null : List.of(agentWallet));
    }
}
