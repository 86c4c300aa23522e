package dev.tidepool.staking.fee;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.staking.chain.CurrentCluster;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/staking/fees")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class FeeResource {

    private final FeeService fees;
    private final CurrentCaller caller;
    private final CurrentCluster clusters;

    FeeResource(FeeService fees, CurrentCaller caller, CurrentCluster clusters) {
        this.fees = fees;
        this.caller = caller;
        this.clusters = clusters;
    }

    @GET
    @Operation(
            summary = "What the chain charges: signatures, compute units, rent, the smallest delegation",
            operationId = "getStakingFees")
    @APIResponse(responseCode = "200", description = "All from the chain; prices may be 5 seconds old")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<ChargesView> fees() {
        caller.memberWith("staking:read");
        return fees.charges(clusters.get()).map(ChargesView::of);
    }
}
