package dev.tidepool.staking.webhook;

import java.util.List;

/** JSON: {@code {"webhooks":[...]}}. */
public record WebhookListView(List<WebhookView> webhooks) {

    static WebhookListView of(List<Webhook> webhooks) {
        return new WebhookListView(webhooks.stream().map(WebhookView::of).toList());
    }
}
