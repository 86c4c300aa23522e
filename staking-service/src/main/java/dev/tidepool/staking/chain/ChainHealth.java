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

    private final RpcClient rpc;
    private final BlockhashPool blockhashes;

    ChainHealth(RpcClient rpc, BlockhashPool blockhashes) {
        this.rpc = rpc;
        this.blockhashes = blockhashes;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("chain").up().withData("state", state());
        if (rpc.isConfigured()) {
            response.withData("servingEndpoint", rpc.serving());
        }
        rpc.endpoints().forEach(endpoint -> report(endpoint, response));
        return response.build();
    }

    /** Latency and lag are left out while nothing is known of them. */
    private static void report(RpcEndpoint endpoint, HealthCheckResponseBuilder response) {
        String name = "endpoint." + endpoint.index();
        response.withData(name + ".state", endpoint.state().wireName());
        endpoint.latencySeconds()
                .ifPresent(seconds -> response.withData(name + ".latencyMs", Math.round(seconds * MILLIS)));
        endpoint.slotLag().ifPresent(slots -> response.withData(name + ".slotLag", slots));
    }

    private String state() {
        if (!rpc.isConfigured()) {
            return "not configured";
        }
        double age = blockhashes.ageSeconds().orElse(Double.POSITIVE_INFINITY);
        return age < STALE_SECONDS ? "reachable" : "unreachable";
    }
}
