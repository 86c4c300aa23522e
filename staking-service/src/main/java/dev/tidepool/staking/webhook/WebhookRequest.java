package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of a new webhook. */
public record WebhookRequest(
        @Schema(required = true, description = "An https address, without credentials and fragment") @Nullable
        String url,

        @Schema(
                description =
                        "Types of events: stake_confirmed, stake_activated, unstake_completed, reward_earned, validator_delinquent. All by"
                                + " default, without wallets stake_confirmed alone")
        @Nullable
        List<@Nullable String> events,

        @Schema(
                description =
                        "Addresses that are watched for all types but stake_confirmed, which tells of the organisation's transactions")
        @Nullable
        List<@Nullable String> wallets) {

    private static final int MAX_URL = 2048;

    /** @throws Problem 400 naming the field */
    URI address() {
        if (url == null || url.length() > MAX_URL) {
            throw Problem.invalidField("url", "url is required, and has at most " + MAX_URL + " characters.");
        }
        try {
            URI address = new URI(url);
            if (address.getHost() != null && address.getRawFragment() == null && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            throw refused();
        }
        throw refused();
    }

    /** @throws Problem 400 naming the field */
    List<String> types() {
        boolean watching = wallets != null && !wallets.isEmpty();
        if (events == null) {
            return EventType.labels(type -> watching || !type.isOfWallets());
        }
        if (events.isEmpty() || !EventType.labels(type -> true).containsAll(events)) {
            throw Problem.invalidField(
                    "events", "events must name some of " + String.join(", ", EventType.labels(type -> true)) + ".");
        }
        List<String> named = EventType.labels(type -> events.contains(type.label()));
        if (!watching
                && !EventType.labels(type -> type.isOfWallets() && named.contains(type.label()))
                        .isEmpty()) {
            throw Problem.invalidField("wallets", "wallets must name the addresses that these events are about.");
        }
        return named;
    }

    /** Each once. @throws Problem 400 naming the field */
    List<PublicKey> watched(int most) {
        if (wallets == null) {
            return List.of();
        }
        if (wallets.size() > most) {
            throw Problem.invalidField("wallets", "wallets has at most " + most + " addresses.");
        }
        return wallets.stream().map(WebhookRequest::wallet).distinct().toList();
    }

    private static PublicKey wallet(@Nullable String text) {
        try {
            return PublicKey.parse(text == null ? "" : text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField("wallets", "wallets: " + refused.getMessage() + ".");
        }
    }

    private static Problem refused() {
        return Problem.invalidField(
                "url", "url must be an https address with a host, without credentials and without a fragment.");
    }
}
