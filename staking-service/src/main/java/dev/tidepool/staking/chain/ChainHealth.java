package dev.tidepool.staking.chain;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports on the chain without deciding on readiness: what is stored can be read without it. */
@Readiness
@ApplicationScoped
class ChainHealth implements HealthCheck {

    /** Three missed refreshes. */
    private static final double STALE_SECONDS = 30;

    private static final int MILLIS = 1000;

    private final Clusters clusters;

    ChainHealth(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("chain").up();
        clusters.all().forEach(cluster -> report(cluster, response));
        return response.build();
    }

    /** The default one without its name, as it was before there were others. */
    private static void report(Cluster cluster, HealthCheckResponseBuilder response) {
        String prefix = cluster.isDefault() ? "" : cluster.name() + ".";
        RpcClient rpc = cluster.rpc();
        response.withData(prefix + "state", state(cluster));
        if (rpc.isConfigured()) {
            response.withData(prefix + "servingEndpoint", rpc.serving());
        }
        rpc.endpoints().forEach(endpoint -> report(prefix, endpoint, response));
    }

    /** Latency and lag are left out while nothing is known of them. */
    private static void report(String prefix, RpcEndpoint endpoint, HealthCheckResponseBuilder response) {
        String name = prefix + "endpoint." + endpoint.index();
        response.withData(name + ".state", endpoint.state().wireName());
        endpoint.latencySeconds()
                .ifPresent(seconds -> response.withData(name + ".latencyMs", Math.round(seconds * MILLIS)));
        endpoint.slotLag().ifPresent(slots -> response.withData(name + ".slotLag", slots));
    }

    private static String state(Cluster cluster) {
        if (!cluster.rpc().isConfigured()) {
            return "not configured";
        }
        double age = cluster.blockhashes().ageSeconds().orElse(Double.POSITIVE_INFINITY);
        return age < STALE_SECONDS ? "reachable" : "unreachable";
    }
}
