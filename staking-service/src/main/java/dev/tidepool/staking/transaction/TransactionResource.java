package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.CurrentCluster;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/staking/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class TransactionResource {

    private static final int UUID_LENGTH = 36;

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final SubmitService submits;
    private final TransactionRepository repository;
    private final CursorCodec cursors;

    TransactionResource(
            CurrentCaller callers,
            CurrentCluster clusters,
            SubmitService submits,
            TransactionRepository repository,
            CursorCodec cursors) {
        this.callers = callers;
        this.clusters = clusters;
        this.submits = submits;
        this.repository = repository;
        this.cursors = cursors;
    }

    @GET
    @Operation(summary = "Built transactions, the newest first", operationId = "listTransactions")
    @APIResponse(responseCode = "200", description = "A page; nextCursor leads to the next")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD or INVALID_CURSOR")
    public Uni<TransactionPageView> list(
            @Parameter(description = "create-and-delegate, deactivate and so on") @QueryParam("kind") @Nullable
                    String kind,
            @Parameter(description = "built, submitted, processed, confirmed, finalized, expired or failed")
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(description = "Who wanted it: the owner, or whoever has the power that it uses")
                    @QueryParam("wallet")
                    @Nullable
                    String wallet,
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        OrganizationId organization = callers.memberWith("staking:read").organization();
        TransactionFilter wanted = TransactionFilter.of(kind, state, wallet, clusters.given());
        PageLimit size = PageLimit.parse(limit);
        String list = "transactions:" + organization + ":" + wanted;
        Optional<TransactionId> before = Optional.ofNullable(cursor)
                .map(text -> TransactionId.fromString(cursors.decode(list, text).getFirst()));
        return repository
                .list(organization, wanted, before, size)
                .map(page -> new TransactionPageView(
                        page.map(TransactionView::of),
                        page.next(last -> cursors.encode(list, last.id().toString()))));
    }

    @POST
    @Path("submit")
    @ResponseStatus(202)
    @Operation(
            summary = "Submit a built transaction with its signatures",
            description =
                    "It is sent until a block has it or none can. Submitting it again changes nothing. With match semantic"
                            + " and id, a wallet may have put other compute budget instructions in; all else must be what was built.",
            operationId = "submitTransaction")
    @APIResponse(responseCode = "202", description = "Sent, or sent before; its state tells how far it is")
    @APIResponse(responseCode = "400", description = "MALFORMED_TRANSACTION")
    @APIResponse(responseCode = "409", description = "TRANSACTION_EXPIRED or CLUSTER_DIFFERS")
    @APIResponse(
            responseCode = "422",
            description = "INVALID_SIGNATURE, UNKNOWN_MESSAGE, INSTRUCTIONS_DIFFER or TRANSACTION_REJECTED")
    @APIResponse(responseCode = "429", description = "RATE_LIMITED: the wallet writes too often; Retry-After says when")
    public Uni<TransactionView> submit(@Nullable SubmitRequest request) {
        Caller.Member caller = callers.memberWith("staking:write");
        return submits.submit(caller, clusters.given(), body(request).toSubmission())
                .map(TransactionView::of);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A built transaction and its state", operationId = "getTransaction")
    @APIResponse(responseCode = "200", description = "As it stands")
    @APIResponse(responseCode = "404", description = "TRANSACTION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "CLUSTER_DIFFERS")
    public Uni<TransactionView> transaction(
            @Parameter(description = "Its id, or its signature once it was submitted") @PathParam("id") String id) {
        Caller.Member caller = callers.memberWith("staking:read");
        Optional<Cluster> named = clusters.given();
        return find(caller.organization(), id)
                .map(found -> found.orElseThrow(() -> notFound(id)))
                .invoke(stored -> stored.requireOf(named))
                .map(TransactionView::of);
    }

    private Uni<Optional<StoredTransaction>> find(OrganizationId organization, String idOrSignature) {
        return idOrSignature.length() > UUID_LENGTH
                ? repository.findBySignature(organization, idOrSignature)
                : repository.findById(organization, parse(idOrSignature));
    }

    private static <T> T body(@Nullable T request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        return request;
    }

    /** Not left to the framework's conversion: that comes before the scope is asked for, and loses the code. */
    private static TransactionId parse(String id) {
        try {
            return TransactionId.fromString(id);
        } catch (IllegalArgumentException noUuid) {
            throw notFound(id);
        }
    }

    private static Problem notFound(String id) {
        return Problem.notFound(TransactionError.TRANSACTION_NOT_FOUND, id);
    }
}
