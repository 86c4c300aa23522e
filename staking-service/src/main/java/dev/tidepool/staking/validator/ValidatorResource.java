package dev.tidepool.staking.validator;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.staking.chain.ChainClient;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/staking/validators")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class ValidatorResource {

    private final ChainClient chain;
    private final ValidatorChanges changes;
    private final CurrentCaller caller;

    ValidatorResource(ChainClient chain, ValidatorChanges changes, CurrentCaller caller) {
        this.chain = chain;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "All vote accounts, the most staked first", operationId = "listValidators")
    @APIResponse(responseCode = "200", description = "May be a minute old")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<ValidatorsView> validators() {
        caller.memberWith("staking:read");
        return chain.voteAccounts().invoke(changes::read).map(ValidatorsView::of);
    }
}
