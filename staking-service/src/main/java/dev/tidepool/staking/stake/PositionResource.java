package dev.tidepool.staking.stake;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/staking/positions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class PositionResource {

    private final PositionService positions;
    private final PositionConfig config;
    private final CurrentCaller caller;

    PositionResource(PositionService positions, PositionConfig config, CurrentCaller caller) {
        this.positions = positions;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Path("{wallet}")
    @Operation(
            summary = "The stake accounts of a wallet",
            description =
                    "Those whose staker or withdrawer it is, with what of each is effective, warms up, cools down and"
                            + " may be withdrawn in this epoch, computed from the chain's stake history as its own program does.",
            operationId = "listPositions")
    @APIResponse(
            responseCode = "200",
            description = "As the confirmed blocks have them; empty for a wallet without stake")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: not an address")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<PositionsView> positions(@PathParam("wallet") String wallet) {
        caller.memberWith("staking:read");
        return positions.of(address(wallet)).map(found -> PositionsView.of(found, config.max()));
    }

    private static PublicKey address(String wallet) {
        try {
            return PublicKey.parse(wallet);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField("wallet", "wallet: " + refused.getMessage() + ".");
        }
    }
}
