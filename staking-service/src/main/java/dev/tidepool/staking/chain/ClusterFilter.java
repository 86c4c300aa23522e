package dev.tidepool.staking.chain;

import dev.tidepool.kernel.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Binds each request to the cluster that its query parameter {@code cluster} names. */
public class ClusterFilter {

    static final String PARAMETER = "cluster";

    private final Clusters clusters;
    private final CurrentCluster current;

    ClusterFilter(Clusters clusters, CurrentCluster current) {
        this.clusters = clusters;
        this.current = current;
    }

    /** @throws Problem 400 when it names one that is not configured, or several */
    @ServerRequestFilter
    public void bind(ContainerRequestContext request) {
        List<String> names = request.getUriInfo().getQueryParameters().get(PARAMETER);
        if (names == null || names.isEmpty()) {
            current.bind(clusters.byDefault(), false);
            return;
        }
        if (names.size() > 1) {
            throw Problem.invalidField(PARAMETER, "Name one cluster, not " + names.size() + ".");
        }
        current.bind(clusters.named(names.getFirst()), true);
    }
}
