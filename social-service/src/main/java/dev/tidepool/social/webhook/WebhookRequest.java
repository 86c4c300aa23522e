package dev.tidepool.social.webhook;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of a new webhook, and of a change of one.
 *
 * @param url where to tell it
 * @param events types, {@code subject:*} or {@code *}; all when it is absent
 */
record WebhookRequest(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<@Nullable String> events,
        @Nullable Boolean enabled) {

    private static final int MAX_PORT = 65_535;

    /** @throws Problem 400 naming the field */
    WebhookChange checked(WebhookConfig limits) {
        return new WebhookChange(
                PlainText.optional("url", url, limits.maxUrlCharacters()).map(WebhookRequest::address),
                PlainText.optional("description", description, limits.maxDescriptionCharacters()),
                Optional.ofNullable(events).map(given -> WebhookEvents.checked(given, limits.maxEvents())),
                Optional.ofNullable(enabled));
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null
                    && isPort(address.getPort())) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            throw refused();
        }
        throw refused();
    }

    /** @param port -1 for the scheme's own */
    private static boolean isPort(int port) {
        return port == -1 || (port > 0 && port <= MAX_PORT);
    }

    private static Problem refused() {
        return Problem.invalidField(
                "url",
                "url must be an https address with a host, a port from 1 to 65535 if it names one, without credentials and"
                        + " without a fragment.");
    }
}
