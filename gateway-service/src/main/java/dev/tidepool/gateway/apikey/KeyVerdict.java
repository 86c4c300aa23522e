package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a text that looks like a key turned out to be. */
public sealed interface KeyVerdict {

    /**
     * It works.
     *
     * @param hash names the text, of which a key can have two, and tells nothing of it
     * @param endsAt when it stops: the key's expiry or the text's end
     * @param perMinute the key's own limit of requests
     */
    record Live(ApiKeyId id, String hash, Caller.Member caller, Optional<Instant> endsAt, OptionalInt perMinute)
            implements KeyVerdict {}

    /** It did once. */
    record Ended(ApiKeyId id, OrganizationId organization) implements KeyVerdict {}

    record Unknown() implements KeyVerdict {}

    /** It is not remembered, and was not looked up because it must not be. */
    record NotAsked() implements KeyVerdict {}
}
