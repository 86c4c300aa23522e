package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Simulation;
import dev.tidepool.staking.order.OrderKind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.Supplier;

/** Counters of builds, submits, re-sends and changes of state. Labels are error codes, states and fixed words. */
@ApplicationScoped
class TransactionMetrics {

    private static final String BUILDS = "tidepool.staking.builds";
    private static final String DECODES = "tidepool.staking.decodes";
    private static final String SUBMITS = "tidepool.staking.submits";

    private final MeterRegistry registry;

    TransactionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void built(OrderKind kind) {
        count(BUILDS, "built");
        registry.counter("tidepool.staking.built", "kind", kind.label()).increment();
    }

    void buildReplayed() {
        count(BUILDS, "replayed");
    }

    void buildFailed(Throwable failure) {
        count(BUILDS, code(failure));
    }

    /** Outcome: accepted, repeated, or deferred to the tracker. */
    void submitted(String outcome) {
        count(SUBMITS, outcome);
    }

    void submitFailed(Throwable failure) {
        count(SUBMITS, code(failure));
    }

    /** Runs a decode and counts what came of it. */
    <T> T decoded(Supplier<T> decode) {
        try {
            T decoded = decode.get();
            count(DECODES, "decoded");
            return decoded;
        } catch (Problem refused) {
            count(DECODES, code(refused));
            throw refused;
        }
    }

    void simulated(Simulation simulation) {
        count("tidepool.staking.simulations", simulation.error().isEmpty() ? "succeeded" : "failed");
    }

    void resent() {
        registry.counter("tidepool.staking.resends").increment();
    }

    /** Due, but of clusters that are configured no more. */
    void unserved(long count) {
        registry.counter("tidepool.staking.transactions.unserved").increment((double) count);
    }

    void changed(TransactionState state) {
        registry.counter("tidepool.staking.transitions", "state", state.label()).increment();
    }

    private void count(String name, String outcome) {
        registry.counter(name, "outcome", outcome).increment();
    }

    private static String code(Throwable failure) {
        return failure instanceof Problem problem ? problem.code().name().toLowerCase(Locale.ROOT) : "error";
    }
}
