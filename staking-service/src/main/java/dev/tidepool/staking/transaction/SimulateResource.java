package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.CurrentCluster;
import dev.tidepool.staking.solana.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the cluster makes of a transaction, which need not have been built here. */
@Path("/v1/staking/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class SimulateResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final TransactionMetrics metrics;

    SimulateResource(CurrentCaller callers, CurrentCluster clusters, TransactionMetrics metrics) {
        this.callers = callers;
        this.clusters = clusters;
        this.metrics = metrics;
    }

    @POST
    @Path("simulate")
    @Operation(
            summary = "Run a transaction without effect",
            description =
                    "Signed or not, and whatever its blockhash: what it would do now, and the compute units it would use.",
            operationId = "simulateTransaction")
    @APIResponse(responseCode = "200", description = "Whether it would succeed, and what its programs say")
    @APIResponse(responseCode = "400", description = "MALFORMED_TRANSACTION")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<SimulationView> simulate(@Nullable DecodeRequest request) {
        callers.memberWith("staking:write");
        if (request == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        Transaction transaction = request.toTransaction();
        return clusters.get()
                .chain()
                .simulate(transaction.encode())
                .invoke(metrics::simulated)
                .map(simulation -> SimulationView.of(simulation, transaction.message()));
    }
}
