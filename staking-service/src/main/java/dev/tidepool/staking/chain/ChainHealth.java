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

    /** Ten missed refreshes. */
    private static final double STALE_SECONDS = 30;

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
        return response.build();
    }

    private String state() {
        if (!rpc.isConfigured()) {
            return "not configured";
        }
        double age = blockhashes.ageSeconds().orElse(Double.POSITIVE_INFINITY);
        return age < STALE_SECONDS ? "reachable" : "unreachable";
    }
}
