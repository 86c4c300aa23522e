package dev.tidepool.staking.solana;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How much of the cluster's stake warmed up and cooled down in each of the last 512 epochs, from its sysvar. */
public record StakeHistory(Map<Long, Entry> entries) {

    public StakeHistory {
        entries = Map.copyOf(entries);
    }

    /** Amounts of the whole cluster at the end of an epoch, in lamports. */
    public record Entry(Lamports effective, Lamports activating, Lamports deactivating) {}

    public Optional<Entry> at(long epoch) {
        return Optional.ofNullable(entries.get(epoch));
    }

    /** Reads the sysvar; MalformedBytesException when the bytes are none. */
    public static StakeHistory decode(byte[] data) {
        ByteReader in = new ByteReader(data);
        Map<Long, Entry> entries = new HashMap<>();
        for (int left = in.length(4 * Long.BYTES); left > 0; left--) {
            entries.put(in.u64(), new Entry(in.lamports(), in.lamports(), in.lamports()));
        }
        return new StakeHistory(entries);
    }
}
