package dev.tidepool.staking.stake;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.CurrentCluster;
import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

@Path("/v1/staking/positions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class PositionResource {

    private final PositionService positions;
    private final RewardService rewards;
    private final RewardConfig rewardConfig;
    private final CurrentCaller caller;
    private final CurrentCluster clusters;

    PositionResource(
            PositionService positions,
            RewardService rewards,
            RewardConfig rewardConfig,
            CurrentCaller caller,
            CurrentCluster clusters) {
        this.positions = positions;
        this.rewards = rewards;
        this.rewardConfig = rewardConfig;
        this.caller = caller;
        this.clusters = clusters;
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
        return positions.view(clusters.get(), address(wallet));
    }

    @GET
    @Path("{wallet}/rewards")
    @Operation(
            summary = "What a wallet's stake accounts were paid, epoch by epoch",
            description =
                    "As the chain's node tells it, never reckoned: an epoch that it does not tell of has a reason.",
            operationId = "listRewards")
    @APIResponse(responseCode = "200", description = "The newest epoch that is over first")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: not an address, or too many epochs")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<RewardsView> rewards(
            @PathParam("wallet") String wallet,
            @Parameter(
                            description = "How many epochs back, default 5, at most 20",
                            schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("epochs")
                    @Nullable
                    String epochs) {
        caller.memberWith("staking:read");
        return rewards.of(clusters.get(), address(wallet), epochs(epochs)).map(RewardsView::of);
    }

    private int epochs(@Nullable String text) {
        if (text == null) {
            return rewardConfig.defaultEpochs();
        }
        int most = rewardConfig.maxEpochs();
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw Problem.invalidField("epochs", "epochs must be a whole number from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    private static PublicKey address(String wallet) {
        try {
            return PublicKey.parse(wallet);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField("wallet", "wallet: " + refused.getMessage() + ".");
        }
    }
}
