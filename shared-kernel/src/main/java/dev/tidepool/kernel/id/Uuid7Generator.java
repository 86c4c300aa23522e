package dev.tidepool.kernel.id;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Makes identifiers from the clock and a secure random source: in the order in which they are made, and not guessable. */
@Singleton
public class Uuid7Generator {

    /** Beside the milliseconds: where an identifier stands among those of its millisecond. */
    private static final int PLACE_BITS = 12;

    /** A millisecond's first place is random below this, so that there is room after it. */
    private static final long FIRST_PLACE = 1L << (PLACE_BITS - 1);

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    /** A new identifier of the type, for example {@code ids.next(SessionId::new)}; it sorts after all made here before. */
    public <T> T next(Function<UUID, T> type) {
        long first =
                (System.currentTimeMillis() << PLACE_BITS) | Long.remainderUnsigned(random.nextLong(), FIRST_PLACE);
        long place = last.accumulateAndGet(first, (before, now) -> Math.max(before + 1, now));
        return type.apply(Uuid7.of(place >>> PLACE_BITS, place, random.nextLong()));
    }
}
