package dev.tidepool.staking.recommend;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.CurrentCluster;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

@Path("/v1/staking/recommend")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class RecommendResource {

    private final RecommendService service;
    private final CurrentCaller caller;
    private final CurrentCluster clusters;

    RecommendResource(RecommendService service, CurrentCaller caller, CurrentCluster clusters) {
        this.service = service;
        this.caller = caller;
        this.clusters = clusters;
    }

    @GET
    @Operation(
            summary = "Which validators to stake with, and why",
            description =
                    "Ranked by yield, reliability and what the stake does to the cluster; score, its parts and reasons are in"
                            + " the answer. The same chain and preferences give the same answer.",
            operationId = "recommendValidators")
    @APIResponse(
            responseCode = "200",
            description = "The best first; none, with advice, where the preferences leave none")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD")
    @APIResponse(responseCode = "422", description = "AMOUNT_BELOW_MINIMUM: less than the chain lets anybody delegate")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<RecommendationsView> recommend(
            @Parameter(description = "What is to be staked; this or sol is required") @QueryParam("lamports") @Nullable
                    String lamports,
            @Parameter(description = "The same in SOL") @QueryParam("sol") @Nullable String sol,
            @Parameter(description = "Percent, 0 to 100, default 10", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("maxCommission")
                    @Nullable
                    String maxCommission,
            @Parameter(description = "Default true", schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("excludeDelinquent")
                    @Nullable
                    String excludeDelinquent,
            @Parameter(description = "0 to 1, default 0.5", schema = @Schema(type = SchemaType.NUMBER))
                    @QueryParam("decentralizationWeight")
                    @Nullable
                    String decentralizationWeight,
            @Parameter(description = "1 to 50, default 10", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit) {
        caller.memberWith("staking:read");
        return service.view(
                clusters.get(),
                RecommendRequest.ofQuery(
                        lamports, sol, maxCommission, excludeDelinquent, decentralizationWeight, limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The same, asked in JSON", operationId = "recommendValidatorsByBody")
    @APIResponse(
            responseCode = "200",
            description = "The best first; none, with advice, where the preferences leave none")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD")
    @APIResponse(responseCode = "422", description = "AMOUNT_BELOW_MINIMUM: less than the chain lets anybody delegate")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<RecommendationsView> recommend(@Nullable RecommendRequest request) {
        caller.memberWith("staking:read");
        if (request == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        return service.view(clusters.get(), request);
    }
}
