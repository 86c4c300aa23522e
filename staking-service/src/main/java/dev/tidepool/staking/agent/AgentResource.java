package dev.tidepool.staking.agent;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.CurrentCluster;
import dev.tidepool.staking.recommend.RecommendationsView;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.stake.PositionService;
import dev.tidepool.staking.stake.PositionsView;
import dev.tidepool.staking.transaction.SubmitService;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The paths. Errors have the codes that the same has below /v1/staking, in this envelope. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "agent staking")
@APIResponse(responseCode = "200", description = "success, data, timestamp, requestId")
@APIResponse(responseCode = "400", description = "error.code INVALID_FIELD; error.details.field names it")
@APIResponse(responseCode = "422", description = "As at /v1/staking/transactions, in error.code and error.details")
@APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
class AgentResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final AgentService agents;
    private final SubmitService submits;
    private final PositionService positions;

    AgentResource(
            CurrentCaller callers,
            CurrentCluster clusters,
            AgentService agents,
            SubmitService submits,
            PositionService positions) {
        this.callers = callers;
        this.clusters = clusters;
        this.agents = agents;
        this.submits = submits;
        this.positions = positions;
    }

    @POST
    @Path("stake/build")
    @RequestBodySchema(StakeRequest.class)
    @Operation(summary = "Build a transaction that stakes", operationId = "agentBuildStake")
    public Uni<Envelope<BuiltView>> stake(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Map<String, @Nullable Object> body,
            @Context RoutingContext routing) {
        return agents.stake(clusters.get(), callers.memberWith("staking:write"), key, body)
                .map(built -> Envelope.of(built, routing));
    }

    @POST
    @Path("stake/build-and-monitor")
    @RequestBodySchema(StakeRequest.class)
    @Operation(summary = "The same, and where it is submitted and followed", operationId = "agentBuildAndMonitorStake")
    public Uni<Envelope<BuiltView>> stakeAndMonitor(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Map<String, @Nullable Object> body,
            @Context RoutingContext routing) {
        return agents.stake(clusters.get(), callers.memberWith("staking:write"), key, body)
                .map(built -> Envelope.of(built.monitored(), routing));
    }

    @POST
    @Path("unstake/build")
    @RequestBodySchema(UnstakeRequest.class)
    @Operation(summary = "Build a transaction that lets stake cool down", operationId = "agentBuildUnstake")
    public Uni<Envelope<BuiltView>> unstake(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Map<String, @Nullable Object> body,
            @Context RoutingContext routing) {
        return agents.unstake(clusters.get(), callers.memberWith("staking:write"), key, body)
                .map(built -> Envelope.of(built, routing));
    }

    @POST
    @Path("tx/submit")
    @Operation(summary = "Submit a built transaction with its signatures", operationId = "agentSubmit")
    public Uni<Envelope<SubmittedView>> submit(@Nullable SubmitBody body, @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        return submits.submit(callers.memberWith("staking:write"), clusters.given(), body.signed())
                .map(view -> Envelope.of(SubmittedView.of(view), routing));
    }

    @GET
    @Path("stake/recommend")
    @Operation(summary = "Which validators to stake with, and why", operationId = "agentRecommend")
    public Uni<Envelope<RecommendationsView>> recommend(
            @Parameter(description = "Lamports to stake, a decimal; required") @QueryParam("amount") @Nullable
                    String amount,
            @Parameter(description = "Percent, 0 to 100", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("maxCommission")
                    @Nullable
                    String maxCommission,
            @Parameter(description = "How many, 1 to 50", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Context RoutingContext routing) {
        callers.memberWith("staking:read");
        Map<String, @Nullable Object> asked = new HashMap<>();
        asked.put("amount", amount);
        asked.put("maxCommission", maxCommission);
        asked.put("limit", limit);
        return agents.recommend(clusters.get(), asked).map(ranked -> Envelope.of(ranked, routing));
    }

    @POST
    @Path("stake/recommend")
    @RequestBodySchema(RecommendBody.class)
    @Operation(summary = "The same, asked in JSON", operationId = "agentRecommendByBody")
    public Uni<Envelope<RecommendationsView>> recommend(
            @Nullable Map<String, @Nullable Object> body, @Context RoutingContext routing) {
        callers.memberWith("staking:read");
        return agents.recommend(clusters.get(), body).map(ranked -> Envelope.of(ranked, routing));
    }

    @GET
    @Path("positions/{wallet}")
    @Operation(summary = "The stake accounts of a wallet", operationId = "agentPositions")
    public Uni<Envelope<PositionsView>> positions(@PathParam("wallet") String wallet, @Context RoutingContext routing) {
        callers.memberWith("staking:read");
        return positions.view(clusters.get(), address(wallet)).map(found -> Envelope.of(found, routing));
    }

    private static PublicKey address(String wallet) {
        try {
            return PublicKey.parse(wallet);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField("wallet", "wallet: " + refused.getMessage() + ".");
        }
    }
}
