package dev.tidepool.local.suite;

import java.time.Duration;
import java.util.Locale;

/** Where one server stands. The methods are the only transitions. */
sealed interface ServerState {
    /** For the table and the state file. */
    String label();

    /** The first start, or a restart. */
    record Starting(int restarts) implements ServerState {
        Ready toReady(Duration took) {
            return new Ready(restarts, took);
        }

        ServerState toDown(String why, RestartPolicy policy) {
            return policy.after(restarts, why);
        }

        @Override
        public String label() {
            return restarts == 0 ? "starting" : "restarting";
        }
    }

    /** It answers. */
    record Ready(int restarts, Duration took) implements ServerState {
        Unready toUnready() {
            return new Unready(restarts);
        }

        ServerState toDown(String why, RestartPolicy policy) {
            return policy.after(restarts, why);
        }

        /** A server that has stood long enough gets all its attempts back. */
        Ready settled() {
            return new Ready(0, took);
        }

        @Override
        public String label() {
            return String.format(Locale.ROOT, "ready (%.1f s)", took.toMillis() / 1000.0);
        }
    }

    /** The process runs, but says it cannot serve now. */
    record Unready(int restarts) implements ServerState {
        Ready toReady(Duration took) {
            return new Ready(restarts, took);
        }

        ServerState toDown(String why, RestartPolicy policy) {
            return policy.after(restarts, why);
        }

        @Override
        public String label() {
            return "not ready";
        }
    }

    /** The process ended and is started again after the delay. */
    record Down(int restarts, String why, Duration delay) implements ServerState {
        Starting toStarting() {
            return new Starting(restarts + 1);
        }

        @Override
        public String label() {
            return "down: it " + why;
        }
    }

    /** It ended too often; nobody starts it again. */
    record Failed(String why) implements ServerState {
        @Override
        public String label() {
            return "failed: it " + why;
        }
    }

    /** Ended on purpose, or not started yet. */
    record Stopped() implements ServerState {
        Starting toStarting() {
            return new Starting(0);
        }

        @Override
        public String label() {
            return "stopped";
        }
    }
}
