package dev.tidepool.social.webhook;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.seal.Sealed;
import java.net.URI;

/**
 * An attempt that this instance has taken.
 *
 * @param attempt its number, from 1
 * @param lease no other attempt has the same: an outcome counts only while no later one was taken
 * @param stillTrue whether what it tells of is there yet
 */
record DueDelivery(
        DeliveryId id,
        WebhookId webhook,
        AgentId agent,
        URI url,
        Sealed secret,
        String type,
        String body,
        int attempt,
        long lease,
        boolean stillTrue) {}
