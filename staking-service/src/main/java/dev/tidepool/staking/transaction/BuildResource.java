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

/** Builds transactions about one stake account, or two. They are unsigned: the wallets in requiredSigners sign them. */
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
class BuildResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final BuildService builds;

    BuildResource(CurrentCaller callers, CurrentCluster clusters, BuildService builds) {
        this.callers = callers;
        this.clusters = clusters;
        this.builds = builds;
    }

    @POST
    @Path("create-and-delegate")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that creates a stake account and delegates it",
            operationId = "buildCreateAndDelegate")
    public Uni<TransactionView> createAndDelegate(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.CREATE_AND_DELEGATE, key, body);
    }

    @POST
    @Path("delegate")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that delegates an existing stake account", operationId = "buildDelegate")
    public Uni<TransactionView> delegate(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.DELEGATE, key, body);
    }

    @POST
    @Path("deactivate")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that lets a stake account cool down", operationId = "buildDeactivate")
    public Uni<TransactionView> deactivate(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.DEACTIVATE, key, body);
    }

    @POST
    @Path("withdraw")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that withdraws what is free in a stake account",
            operationId = "buildWithdraw")
    public Uni<TransactionView> withdraw(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.WITHDRAW, key, body);
    }

    @POST
    @Path("split")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that moves a part of a stake account into a new one",
            operationId = "buildSplit")
    public Uni<TransactionView> split(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.SPLIT, key, body);
    }

    @POST
    @Path("merge")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that puts one stake account into another", operationId = "buildMerge")
    public Uni<TransactionView> merge(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.MERGE, key, body);
    }

    @POST
    @Path("authorize")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that gives the staker's or the withdrawer's power to another key",
            operationId = "buildAuthorize")
    public Uni<TransactionView> authorize(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.AUTHORIZE, key, body);
    }

    @POST
    @Path("set-lockup")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that changes the lockup of a stake account",
            operationId = "buildSetLockup")
    public Uni<TransactionView> setLockup(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.SET_LOCKUP, key, body);
    }

    @POST
    @Path("move-stake")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that moves active stake between two stake accounts",
            operationId = "buildMoveStake")
    public Uni<TransactionView> moveStake(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.MOVE_STAKE, key, body);
    }

    @POST
    @Path("move-lamports")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that moves free lamports between two stake accounts",
            operationId = "buildMoveLamports")
    public Uni<TransactionView> moveLamports(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.MOVE_LAMPORTS, key, body);
    }

    private Uni<TransactionView> build(
            OrderKind kind, @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return builds.build(clusters.get(), callers.memberWith("staking:write"), kind, key, body);
    }
}
