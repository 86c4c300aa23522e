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

/** Builds transactions of an amount, whose accounts the service chooses and says why, and of several orders at once. */
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
                "VALIDATOR_NOT_FOUND, STAKE_ACCOUNT_NOT_FOUND, ACCOUNT_IN_USE, AUTHORITY_MISMATCH, LOCKUP_IN_FORCE,"
                        + " STAKE_STATE_CONFLICT, ACCOUNTS_DIFFER, AMOUNT_BELOW_MINIMUM, INSUFFICIENT_STAKE, INSUFFICIENT_FUNDS,"
                        + " REMAINDER_BELOW_RENT, SERVICE_FEE_TOO_HIGH, TRANSACTION_TOO_LARGE, NONCE_ACCOUNT_NOT_FOUND or SIMULATION_FAILED; the member field names what to change")
@APIResponse(responseCode = "429", description = "RATE_LIMITED: the wallet writes too often; Retry-After says when")
@APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
class AmountResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final BuildService builds;

    AmountResource(CurrentCaller callers, CurrentCluster clusters, BuildService builds) {
        this.callers = callers;
        this.clusters = clusters;
        this.builds = builds;
    }

    @POST
    @Path("stake")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that stakes an amount", operationId = "buildStake")
    public Uni<TransactionView> stake(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.STAKE, key, body);
    }

    @POST
    @Path("unstake")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that lets an amount cool down", operationId = "buildUnstake")
    public Uni<TransactionView> unstake(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.UNSTAKE, key, body);
    }

    @POST
    @Path("claim")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that withdraws all that is free", operationId = "buildClaim")
    public Uni<TransactionView> claim(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.CLAIM, key, body);
    }

    @POST
    @Path("batch")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction of several orders: all of them happen, or none",
            operationId = "buildBatch")
    public Uni<TransactionView> batch(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.BATCH, key, body);
    }

    private Uni<TransactionView> build(
            OrderKind kind, @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return builds.build(clusters.get(), callers.memberWith("staking:write"), kind, key, body);
    }
}
