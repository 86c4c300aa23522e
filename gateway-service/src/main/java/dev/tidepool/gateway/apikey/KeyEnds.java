package dev.tidepool.gateway.apikey;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a key stops working at this time: at once when its key was revoked, after the grace when it was replaced. Fired as
 * an event in every gateway, within a second of the change; repeats and losses are possible.
 *
 * @param hash of the text, as in {@link KeyVerdict.Live}
 */
public record KeyEnds(String hash, Instant at) {

    private static final Pattern WIRE = Pattern.compile("([0-9a-f]{64}) (\\d{1,15})");

    /** As announced: the hash and the time in milliseconds. */
    String wire() {
        return hash + " " + at.toEpochMilli();
    }

    static Optional<KeyEnds> ofWire(String wire) {
        Matcher parts = WIRE.matcher(wire);
        return parts.matches()
                ? Optional.of(new KeyEnds(parts.group(1), Instant.ofEpochMilli(Long.parseLong(parts.group(2)))))
                : Optional.empty();
    }
}
