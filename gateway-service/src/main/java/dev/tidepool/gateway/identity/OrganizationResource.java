package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/organization")
@Tag(name = "Organization")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class OrganizationResource {

    private final OrganizationService organizations;
    private final CurrentCaller caller;

    OrganizationResource(OrganizationService organizations, CurrentCaller caller) {
        this.organizations = organizations;
        this.caller = caller;
    }

    @DELETE
    @Operation(
            summary = "Delete the organisation with its members and keys, by an owner who gives the password again",
            operationId = "deleteOrganization")
    @APIResponse(responseCode = "204", description = "Deleted; keys and tokens stop working within a second")
    @APIResponse(responseCode = "403", description = "WRONG_PASSWORD, ACCOUNT_REQUIRED, or not an owner")
    @APIResponse(responseCode = "429", description = "LOCKED_OUT: too many attempts; Retry-After says how long to wait")
    public Uni<Void> delete(@Nullable Deletion body, @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with password.");
        }
        return organizations.delete(caller.member(), body.password(), Origin.of(routing));
    }
}
