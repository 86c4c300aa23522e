package dev.tidepool.kernel.db;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock at the precision that PostgreSQL keeps, so that what is answered now equals what is read later. */
public final class DatabaseTime {

    private DatabaseTime() {}

    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
