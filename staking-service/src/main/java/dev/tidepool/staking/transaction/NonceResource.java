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

/** Builds transactions about nonce accounts, by which other transactions live until they are sent. */
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
                "NONCE_ACCOUNT_NOT_FOUND, ACCOUNT_IN_USE, AUTHORITY_MISMATCH, INSUFFICIENT_FUNDS, REMAINDER_BELOW_RENT,"
                        + " TRANSACTION_TOO_LARGE or SIMULATION_FAILED; the member field names what to change")
@APIResponse(responseCode = "429", description = "RATE_LIMITED: the wallet writes too often; Retry-After says when")
@APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
class NonceResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final BuildService builds;

    NonceResource(CurrentCaller callers, CurrentCluster clusters, BuildService builds) {
        this.callers = callers;
        this.clusters = clusters;
        this.builds = builds;
    }

    @POST
    @Path("create-nonce")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that creates a nonce account", operationId = "buildCreateNonce")
    public Uni<TransactionView> createNonce(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.CREATE_NONCE, key, body);
    }

    @POST
    @Path("advance-nonce")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(
            summary = "Build a transaction that voids what was signed with a nonce",
            operationId = "buildAdvanceNonce")
    public Uni<TransactionView> advanceNonce(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.ADVANCE_NONCE, key, body);
    }

    @POST
    @Path("close-nonce")
    @ResponseStatus(201)
    @RequestBodySchema(BuildRequest.class)
    @Operation(summary = "Build a transaction that closes a nonce account", operationId = "buildCloseNonce")
    public Uni<TransactionView> closeNonce(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return build(OrderKind.CLOSE_NONCE, key, body);
    }

    private Uni<TransactionView> build(
            OrderKind kind, @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        return builds.build(clusters.get(), callers.memberWith("staking:write"), kind, key, body);
    }
}
