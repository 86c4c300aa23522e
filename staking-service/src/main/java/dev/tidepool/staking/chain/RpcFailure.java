package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Why a call has no result; what to do about it depends on which. */
abstract sealed class RpcFailure extends RuntimeException
        permits RpcFailure.Endpoint, RpcFailure.Refused, RpcFailure.Preflight {

    private RpcFailure(String message) {
        super(message, null, false, false);
    }

    /** Bounded: becomes a metric label. */
    abstract String outcome();

    /** This endpoint cannot answer now; another may. */
    static final class Endpoint extends RpcFailure {

        private final Kind kind;
        private final transient Optional<Duration> retryAfter;

        Endpoint(Kind kind, String message) {
            this(kind, message, Optional.empty());
        }

        Endpoint(Kind kind, String message, Optional<Duration> retryAfter) {
            super(message);
            this.kind = kind;
            this.retryAfter = retryAfter;
        }

        Kind kind() {
            return kind;
        }

        Optional<Duration> retryAfter() {
            return retryAfter;
        }

        @Override
        String outcome() {
            return kind.label;
        }
    }

    /** Of an {@link Endpoint} failure; only some say that the endpoint is ill. */
    enum Kind {
        RATE_LIMITED("rate_limited", false),
        BEHIND("behind", false),
        TIMEOUT("timeout", true),
        UNREACHABLE("unreachable", true),
        BAD_ANSWER("bad_answer", true),
        /** It was asked for too much: other questions it may answer well. */
        TOO_LONG("too_long", false),
        /** The same, of time: all accounts of a program are looked through. */
        SLOW_SCAN("timeout", false),
        BREAKER_OPEN("breaker_open", false);

        private final String label;
        private final boolean ill;

        Kind(String label, boolean ill) {
            this.label = label;
            this.ill = ill;
        }

        boolean ill() {
            return ill;
        }
    }

    /** The call itself is at fault: no endpoint would answer it. */
    static final class Refused extends RpcFailure {

        private final int code;

        Refused(int code, String message) {
            super("RPC error %d: %s".formatted(code, message));
            this.code = code;
        }

        int code() {
            return code;
        }

        @Override
        String outcome() {
            return "refused";
        }
    }

    /** The transaction did not pass simulation or signature check (-32002, -32003): not to be sent again unchanged. */
    static final class Preflight extends RpcFailure {

        private final transient JsonNode data;

        Preflight(String message, JsonNode data) {
            super(message);
            this.data = data;
        }

        /** The simulation's outcome: {@code err}, {@code logs}; possibly empty. */
        JsonNode data() {
            return data;
        }

        @Override
        String outcome() {
            return "preflight";
        }
    }
}
