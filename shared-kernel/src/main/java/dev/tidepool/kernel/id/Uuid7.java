package dev.tidepool.kernel.id;

import java.util.UUID;

/** Version 7 UUIDs (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. Pure. */
public final class Uuid7 {

    /** Sorts after every other in PostgreSQL: where the first page of a list begins that shows the newest first. */
    public static final UUID LAST = new UUID(-1, -1);

    private Uuid7() {}

    /** The identifier for a time in Unix milliseconds and 128 random bits, of which 74 are used. */
    public static UUID of(long unixMillis, long randomHigh, long randomLow) {
        long high = (unixMillis << 16) | 0x7000L | (randomHigh & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (randomLow & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low);
    }
}
