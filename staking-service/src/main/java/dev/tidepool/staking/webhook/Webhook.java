package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.id.OrganizationId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An address at which an organisation is told.
 *
 * @param cluster whose wallets and transactions it is told of
 * @param wallets that are watched for it
 * @param disabledReason why nothing is sent any more
 */
record Webhook(
        WebhookId id,
        OrganizationId organization,
        String cluster,
        URI url,
        List<String> events,
        List<String> wallets,
        Optional<String> disabledReason,
        Instant createdAt) {

    Webhook {
        events = List.copyOf(events);
        wallets = List.copyOf(wallets);
    }

    /** What its sealed secret cannot be taken away from. */
    static String bound(WebhookId id) {
        return "staking webhook\n" + id;
    }
}
