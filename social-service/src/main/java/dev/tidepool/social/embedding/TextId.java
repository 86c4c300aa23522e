package dev.tidepool.social.embedding;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A post or a comment. In PostgreSQL's order of ids, which is that of their making. */
public record TextId(UUID value) implements TypedId, Comparable<TextId> {

    public static TextId fromString(String text) {
        return new TextId(UUID.fromString(text));
    }

    /** {@link UUID#compareTo} takes its halves for signed numbers; PostgreSQL does not. */
    @Override
    public int compareTo(TextId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
