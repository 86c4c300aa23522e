package dev.tidepool.social.webhook;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What is given of a webhook's settings: the rest stays. */
record WebhookChange(
        Optional<URI> url, Optional<String> description, Optional<List<String>> events, Optional<Boolean> enabled) {}
