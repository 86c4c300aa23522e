package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.staking.chain.CurrentCluster;
import dev.tidepool.staking.order.OrderKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Builds transactions of the configured stake pool, whose tokens stand for stake. */
@Path("/v1/staking/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
@APIResponse(responseCode = "201", description = "Built; with a repeated Idempotency-Key, what was built before")
@APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
@APIResponse(responseCode = "409", description = "IDEMPOTENCY_KEY_REUSED or SAME_TRANSACTION")
@APIResponse(
        responseCode = "422",
        description =
                "AMOUNT_BELOW_MINIMUM, INSUFFICIENT_FUNDS, INSUFFICIENT_POOL_TOKENS, POOL_STATE_CONFLICT, REMAINDER_BELOW_RENT,"
                        + " TRANSACTION_TOO_LARGE, NONCE_ACCOUNT_NOT_FOUND or SIMULATION_FAILED; the member field names what to change")
@APIResponse(responseCode = "429", description = "RATE_LIMITED: the wallet writes too often; Retry-After says when")
@APIResponse(
        responseCode = "501",
        description = "LIQUID_STAKING_UNAVAILABLE: no pool is configured, or it or its program is not on the cluster")
@APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
class LiquidResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final BuildService builds;

    LiquidResource(CurrentCaller callers, CurrentCluster clusters, BuildService builds) {
        this.callers = callers;
        this.clusters = clusters;
        this.builds = builds;
    }

    @POST
    @Path("liquid-stake")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that stakes an amount in the stake pool, for its tokens",
            operationId = "buildLiquidStake")
    public Uni<TransactionView> stake(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return builds.build(clusters.get(), callers.memberWith("staking:write"), OrderKind.LIQUID_STAKE, key, body);
    }

    @POST
    @Path("liquid-unstake")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that gives tokens of the stake pool back for lamports",
            operationId = "buildLiquidUnstake")
    public Uni<TransactionView> unstake(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return builds.build(clusters.get(), callers.memberWith("staking:write"), OrderKind.LIQUID_UNSTAKE, key, body);
    }
}
