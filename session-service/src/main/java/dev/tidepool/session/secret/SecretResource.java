package dev.tidepool.session.secret;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/secrets")
@Tag(
        name = "Secrets",
        description = "What skills send to the services they call: named in a skill, never written into it")
@Produces(MediaType.APPLICATION_JSON)
class SecretResource {

    private final CurrentCaller caller;
    private final SecretService secrets;

    SecretResource(CurrentCaller caller, SecretService secrets) {
        this.caller = caller;
        this.secrets = secrets;
    }

    @GET
    @Operation(summary = "List the secrets", description = "Scope skills:read. By name; what they are is never shown.")
    @APIResponse(responseCode = "200", description = "All of them, less their values")
    public Uni<SecretListView> list() {
        return secrets.list(caller.memberWith("skills:read").organization())
                .map(all -> new SecretListView(all.stream().map(SecretView::of).toList()));
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set a secret",
            description =
                    "Scope skills:write, and an owner or administrator. In place of the one of that name, if there is one.")
    @APIResponse(responseCode = "200", description = "Set, in place of the one before")
    @APIResponse(responseCode = "201", description = "Set")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: name, value or hosts")
    @APIResponse(responseCode = "403", description = "FORBIDDEN: the caller is neither owner nor administrator")
    @APIResponse(responseCode = "409", description = "SECRET_LIMIT_REACHED")
    @APIResponse(
            responseCode = "503",
            description = "SECRETS_UNAVAILABLE: the operator has named no place for the keys")
    public Uni<RestResponse<SecretView>> put(@PathParam("name") String name, @Nullable PutSecret body) {
        Caller.Member member = caller.memberWith("skills:write");
        PutSecret given = body == null ? new PutSecret(null, null) : body;
        return secrets.put(member, SecretName.ofNew(name), given.checkedHosts(), given.checkedValue())
                .map(SecretResource::answer);
    }

    @DELETE
    @Path("/{name}")
    @Operation(
            summary = "Delete a secret",
            description =
                    "Scope skills:write, and an owner or administrator. Skills that name it cannot be executed then.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "FORBIDDEN: the caller is neither owner nor administrator")
    @APIResponse(responseCode = "404", description = "SECRET_NOT_FOUND")
    public Uni<Void> delete(@PathParam("name") String name) {
        return secrets.delete(caller.memberWith("skills:write"), SecretName.fromString(name));
    }

    private static RestResponse<SecretView> answer(SecretService.Stored stored) {
        RestResponse.Status status = stored.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK;
        return RestResponse.status(status, SecretView.of(stored.secret()));
    }
}
