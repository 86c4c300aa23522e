package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What can be said of a transaction without the chain; nothing is kept, and it need not have been built here. */
@Path("/v1/staking/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class DecodeResource {

    private final CurrentCaller callers;
    private final TransactionMetrics metrics;

    DecodeResource(CurrentCaller callers, TransactionMetrics metrics) {
        this.callers = callers;
        this.metrics = metrics;
    }

    @POST
    @Path("decode")
    @Operation(
            summary = "Take a transaction apart",
            description = "What a wallet is asked to sign, instruction by instruction, and whose signatures it has.",
            operationId = "decodeTransaction")
    @APIResponse(
            responseCode = "200",
            description = "Its instructions, and its signers with what their signatures are worth")
    @APIResponse(responseCode = "400", description = "MALFORMED_TRANSACTION, which says where it stops being one")
    public DecodedView decode(@Nullable DecodeRequest request) {
        callers.memberWith("staking:read");
        return metrics.decoded(() -> DecodedView.of(body(request).toTransaction()));
    }

    @POST
    @Path("attach-signatures")
    @Operation(
            summary = "Put signatures that were made elsewhere into a transaction",
            description = "For signers that sign messages, not transactions. Nothing is sent: submit what comes back.",
            operationId = "attachSignatures")
    @APIResponse(responseCode = "200", description = "The transaction, and who has still to sign")
    @APIResponse(responseCode = "400", description = "MALFORMED_TRANSACTION or INVALID_FIELD")
    @APIResponse(responseCode = "422", description = "INVALID_SIGNATURE: made over something else")
    public AttachedView attach(@Nullable AttachRequest request) {
        callers.memberWith("staking:write");
        return AttachedView.of(body(request).toTransaction());
    }

    private static <T> T body(@Nullable T request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        return request;
    }
}
