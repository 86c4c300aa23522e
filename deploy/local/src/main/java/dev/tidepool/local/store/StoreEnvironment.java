package dev.tidepool.local.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a database process sees of the environment: nothing that steers it (PGDATA and such), and no secrets. */
public final class StoreEnvironment {
    private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH");

    private StoreEnvironment() {}

    /** The few variables any program needs. */
    public static Map<String, String> minimal() {
        Map<String, String> kept = new HashMap<>(System.getenv());
        kept.keySet().retainAll(KEPT);
        return kept;
    }
}
