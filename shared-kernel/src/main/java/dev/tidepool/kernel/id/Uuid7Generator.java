package dev.tidepool.kernel.id;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Function;

/** Makes identifiers from the clock and a secure random source: sortable by time, not guessable. */
@Singleton
public class Uuid7Generator {

    private final SecureRandom random = new SecureRandom();

    /** A new identifier of the type, for example {@code ids.next(SessionId::new)}. */
    public <T> T next(Function<UUID, T> type) {
        return type.apply(Uuid7.of(System.currentTimeMillis(), random.nextLong(), random.nextLong()));
    }
}
