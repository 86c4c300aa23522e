package dev.tidepool.staking.validator;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.CurrentCluster;
import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/staking/validators")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class ValidatorResource {

    private final ValidatorService validators;
    private final CursorCodec cursors;
    private final CurrentCaller caller;
    private final CurrentCluster clusters;

    ValidatorResource(ValidatorService validators, CursorCodec cursors, CurrentCaller caller, CurrentCluster clusters) {
        this.validators = validators;
        this.cursors = cursors;
        this.caller = caller;
        this.clusters = clusters;
    }

    @GET
    @Operation(
            summary = "Validators, with what stake at them earns",
            description =
                    "The estimates' formula and inputs are in basis, their spread in apy.uncertainty. What the chain does"
                            + " not tell is null, with a reason.",
            operationId = "listValidators")
    @APIResponse(responseCode = "200", description = "A page, may be half a minute old; nextCursor leads to the next")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD or INVALID_CURSOR")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<ValidatorsView> validators(
            @Parameter(
                            description = "true: only those that have stopped voting; false: only the others",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("delinquent")
                    @Nullable
                    String delinquent,
            @Parameter(description = "Percent", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("maxCommission")
                    @Nullable
                    String maxCommission,
            @Parameter(
                            description =
                                    "stake (the most first, the default), apy (the highest first) or commission (the lowest first)")
                    @QueryParam("sort")
                    @Nullable
                    String sort,
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        caller.memberWith("staking:read");
        Cluster cluster = clusters.get();
        ValidatorFilter filter = ValidatorFilter.of(delinquent, maxCommission);
        ValidatorOrder order = ValidatorOrder.parse(sort);
        PageLimit size = PageLimit.parse(limit);
        String list = "validators:" + cluster + ":" + order.label() + ":" + filter;
        Optional<Place> after = Optional.ofNullable(cursor).map(text -> place(list, text));
        return validators.all(cluster).map(set -> {
            Page<Validator> page = set.page(order, filter, after, size);
            return ValidatorsView.of(
                    set, page, set.count(filter), page.next(last -> cursor(list, order.placeOf(last))));
        });
    }

    @GET
    @Path("{vote}")
    @Operation(
            summary = "A validator, with its credits of up to 64 epochs",
            description = "And the epochs that its estimate is taken from, each with what a lamport earned.",
            operationId = "getValidator")
    @APIResponse(responseCode = "200", description = "May be a minute old")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: not an address")
    @APIResponse(responseCode = "404", description = "UNKNOWN_VALIDATOR: not a vote account of this cluster")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<ValidatorDetailView> validator(
            @Parameter(description = "Its vote account") @PathParam("vote") String vote) {
        caller.memberWith("staking:read");
        return validators.find(clusters.get(), address(vote)).map(ValidatorDetailView::of);
    }

    private String cursor(String list, Place place) {
        return cursors.encode(list, place.rank().toString(), place.address());
    }

    private Place place(String list, String cursor) {
        List<String> fields = cursors.decode(list, cursor);
        return new Place(new BigDecimal(fields.getFirst()), fields.getLast());
    }

    private static PublicKey address(String vote) {
        try {
            return PublicKey.parse(vote);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField("vote", "vote: " + refused.getMessage() + ".");
        }
    }
}
