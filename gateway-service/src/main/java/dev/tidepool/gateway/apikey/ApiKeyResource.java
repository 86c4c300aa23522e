package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/api-keys")
@Tag(name = "API keys", description = "Credentials of programs; shown once, stored as hashes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ApiKeyResource {

    private static final String READ = "keys:read";

    private final ApiKeyService keys;
    private final CurrentCaller caller;
    private final CursorCodec cursors;

    ApiKeyResource(ApiKeyService keys, CurrentCaller caller, CursorCodec cursors) {
        this.keys = keys;
        this.caller = caller;
        this.cursors = cursors;
    }

    @GET
    @Operation(summary = "The organisation's keys, newest first, without revoked ones", operationId = "listApiKeys")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is absent on the last one")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD or INVALID_CURSOR")
    @APIResponse(responseCode = "403", description = "The credential lacks the scope keys:read")
    public Uni<ApiKeyPageView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageLimit size = PageLimit.parse(limit);
        Optional<ApiKeyId> before = Optional.ofNullable(cursor)
                .map(text -> ApiKeyId.fromString(
                        cursors.decode(ApiKeyPageView.LIST, text).getFirst()));
        return keys.list(caller.memberWith(READ), before, size).map(found -> ApiKeyPageView.of(found, cursors));
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Make a key with some of the caller's own scopes",
            description =
                    "The answer is the only place where its text, the member apiKey, is ever shown. A key made with a"
                            + " key expires no later and has no higher rate limit. A repeated request makes another key, since the"
                            + " text of the first could not be shown again.",
            operationId = "createApiKey")
    @APIResponseSchema(value = ApiKeyView.class, responseCode = "201", responseDescription = "The key and its text")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "403", description = "A scope or a bound that the caller may not give")
    @APIResponse(responseCode = "409", description = "CONFLICT: the organisation has as many keys as it may")
    public Uni<ApiKeyView> create(@Nullable NewApiKey body, @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with name and scopes.");
        }
        return keys.create(caller.memberWith(KeyRights.WRITE), Origin.of(routing), body)
                .map(ApiKeyView::issued);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One key, without its text", operationId = "getApiKey")
    @APIResponse(responseCode = "200", description = "The key")
    @APIResponse(responseCode = "404", description = "API_KEY_NOT_FOUND")
    public Uni<ApiKeyView> get(@PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) String id) {
        return keys.get(caller.memberWith(READ), idOf(id)).map(ApiKeyView::of);
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change a key's name or whether it must be rotated", operationId = "changeApiKey")
    @APIResponse(responseCode = "200", description = "The key as it is now")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "404", description = "API_KEY_NOT_FOUND")
    public Uni<ApiKeyView> change(
            @PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) String id,
            @Nullable ApiKeyChange body,
            @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with name or autoRotate.");
        }
        return keys.change(caller.memberWith(KeyRights.WRITE), Origin.of(routing), idOf(id), body)
                .map(ApiKeyView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Revoke a key",
            description = "It stops working within a second, on every gateway, and its sockets are closed.",
            operationId = "revokeApiKey")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(responseCode = "404", description = "API_KEY_NOT_FOUND")
    public Uni<Void> revoke(
            @PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) String id,
            @Context RoutingContext routing) {
        return keys.revoke(caller.memberWith(KeyRights.WRITE), Origin.of(routing), idOf(id));
    }

    /** @throws Problem 404 for what cannot be a key's id, as for a key that does not exist */
    static ApiKeyId idOf(String id) {
        try {
            return ApiKeyId.fromString(id);
        } catch (IllegalArgumentException noUuid) {
            throw ApiKeyService.notFound(id);
        }
    }
}
