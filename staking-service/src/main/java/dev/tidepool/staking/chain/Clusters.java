package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clusters that this service serves. Whoever serves a request asks {@link CurrentCluster} for the one that is meant; all below is
 * handed one. Does not start with settings that cannot be meant.
 */
@Startup
@ApplicationScoped
public class Clusters {

    /** Always a name of the default cluster too, however else it is called: rows of a time before clusters had names have it. */
    public static final String DEFAULT = "default";

    private final Map<String, Cluster> byName;

    Clusters(
            Vertx vertx, ChainConfig config, PoolConfig pool, ObjectMapper json, MeterRegistry metrics, Tracer tracer) {
        Map<String, Cluster> made = new LinkedHashMap<>();
        for (ClusterSettings settings : ClusterSettings.read(config, pool)) {
            RpcTelemetry telemetry = new RpcTelemetry(metrics, tracer, settings.name());
            RpcClient rpc = new RpcClient(vertx, settings.urls(), config, json, telemetry);
            BlockhashPool blockhashes = new BlockhashPool(rpc, config, metrics);
            made.put(settings.name(), new Cluster(settings, rpc, config, pool, blockhashes));
        }
        this.byName = Collections.unmodifiableMap(made);
    }

    /** The default one first. */
    public List<Cluster> all() {
        return List.copyOf(byName.values());
    }

    public Cluster byDefault() {
        return byName.values().iterator().next();
    }

    /** Empty for one that is not configured, or is no more. */
    public Optional<Cluster> find(String name) {
        return name.equals(DEFAULT) ? Optional.of(byDefault()) : Optional.ofNullable(byName.get(name));
    }

    /** The cluster of a row. @throws Problem 503 when it is configured no more */
    public Cluster require(String stored) {
        return find(stored).orElseThrow(() -> ChainError.notServed(stored));
    }

    /** All names under which rows are served here. */
    public List<String> stored() {
        return all().stream().flatMap(cluster -> cluster.names().stream()).toList();
    }

    /** The names under which rows of the same cluster as this row's are. */
    public List<String> sameAs(String stored) {
        return find(stored).map(Cluster::names).orElseGet(() -> List.of(stored));
    }

    /** What a request names. @throws Problem 400 for one that is not configured */
    Cluster named(String name) {
        return find(name)
                .orElseThrow(() -> Problem.invalidField(
                        "cluster", "cluster must be one of %s.".formatted(String.join(", ", byName.keySet()))));
    }

    @Shutdown
    void close() {
        byName.values().forEach(cluster -> cluster.rpc().close());
    }
}
