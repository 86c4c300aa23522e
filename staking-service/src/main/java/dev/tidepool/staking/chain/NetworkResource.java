package dev.tidepool.staking.chain;

import dev.tidepool.kernel.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/staking/network")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class NetworkResource {

    private final CurrentCluster clusters;
    private final CurrentCaller caller;

    NetworkResource(CurrentCluster clusters, CurrentCaller caller) {
        this.clusters = clusters;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Where the cluster is: slot, epoch, block height, version", operationId = "getStakingNetwork")
    @APIResponse(responseCode = "200", description = "As the blocks of that commitment have it; may be a second old")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: there is no such commitment")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<NetworkView> network(
            @Parameter(
                            description = "How sure the blocks must be to stay",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"processed", "confirmed", "finalized"},
                                            defaultValue = "confirmed"))
                    @QueryParam("commitment")
                    @Nullable
                    String commitment) {
        caller.memberWith("staking:read");
        return clusters.get().chain().network(Commitment.read(commitment)).map(NetworkView::of);
    }
}
