package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/api-keys")
@Tag(name = "API keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ApiKeyResource {

    private final ApiKeyService keys;
    private final CurrentCaller caller;
    private final CursorCodec cursors;

    ApiKeyResource(ApiKeyService keys, CurrentCaller caller, CursorCodec cursors) {
        this.keys = keys;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** The organisation's active keys, newest first. */
    @GET
    public Uni<ApiKeyPageView> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageLimit size = PageLimit.of(limit);
        Optional<ApiKeyId> before = Optional.ofNullable(cursor)
                .map(text -> ApiKeyId.fromString(
                        cursors.decode(ApiKeyPageView.LIST, text).getFirst()));
        return keys.list(caller.memberWith("keys:read"), before, size).map(found -> ApiKeyPageView.of(found, cursors));
    }

    /** Makes a key with some of the caller's own scopes. The answer is the only place its text is ever shown. */
    @POST
    @ResponseStatus(201)
    public Uni<IssuedApiKeyView> create(@Nullable NewApiKey body) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with name and scopes.");
        }
        return keys.create(caller.memberWith("keys:write"), body.name(), body.scopes())
                .map(IssuedApiKeyView::of);
    }

    /** Revokes a key of the organisation: it stops working within a second. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> revoke(@PathParam("id") ApiKeyId id) {
        return keys.revoke(caller.memberWith("keys:write"), id);
    }
}
