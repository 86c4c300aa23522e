package dev.tidepool.kernel.id;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;

/** Makes identifiers from the clock and a secure random source: sortable by time, not guessable. */
@Singleton
public class Uuid7Generator {

    private final SecureRandom random = new SecureRandom();

    public UUID next() {
        return Uuid7.of(System.currentTimeMillis(), random.nextLong(), random.nextLong());
    }
}
