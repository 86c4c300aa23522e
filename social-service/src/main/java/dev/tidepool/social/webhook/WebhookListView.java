package dev.tidepool.social.webhook;

import java.util.List;

/** All webhooks of an agent, in the order in which they were made. */
record WebhookListView(boolean success, List<WebhookView> webhooks, int count) {

    static WebhookListView of(List<Webhook> webhooks) {
        return new WebhookListView(true, webhooks.stream().map(WebhookView::of).toList(), webhooks.size());
    }
}
