package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/api-keys")
@Tag(name = "API keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RotationResource {

    private final RotationService rotations;
    private final CurrentCaller caller;

    RotationResource(RotationService rotations, CurrentCaller caller) {
        this.rotations = rotations;
        this.caller = caller;
    }

    @POST
    @Path("/{id}/rotate")
    @Operation(
            summary = "Give a key a new text",
            description =
                    "The answer is the only place where the new text, the member apiKey, is ever shown. The present"
                            + " one works on for 24 hours, or for graceSeconds; one that was in its grace already stops at once. The"
                            + " key keeps its id. The caller needs the key's own scopes.",
            operationId = "rotateApiKey")
    @APIResponse(responseCode = "200", description = "The key and its new text")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "403", description = "The key may more than the caller")
    @APIResponse(responseCode = "404", description = "API_KEY_NOT_FOUND; also when it has expired for good")
    public Uni<ApiKeyView> rotate(
            @PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) String id,
            @Nullable Rotation body,
            @Context RoutingContext routing) {
        return rotations
                .rotate(
                        caller.memberWith(KeyRights.WRITE),
                        Origin.of(routing),
                        ApiKeyResource.idOf(id),
                        Objects.requireNonNullElse(body, Rotation.PLAIN))
                .map(ApiKeyView::issued);
    }

    @POST
    @Path("/current/rotate")
    @Operation(
            summary = "Give the key of this request a new text",
            description = "For programs that replace their own key, agents included; no scope is needed. It is refused"
                    + " while the text before the present one works still, so that a stolen old text gets no new one.",
            operationId = "rotateCurrentApiKey")
    @APIResponse(responseCode = "200", description = "The key and its new text")
    @APIResponse(responseCode = "404", description = "API_KEY_NOT_FOUND: the request's credential is no key")
    @APIResponse(responseCode = "409", description = "API_KEY_ROTATING: rotated less than 24 hours ago")
    public Uni<ApiKeyView> rotateCurrent(@Nullable Rotation body, @Context RoutingContext routing) {
        return rotations
                .rotateOwn(caller.member(), Origin.of(routing), Objects.requireNonNullElse(body, Rotation.PLAIN))
                .map(ApiKeyView::issued);
    }
}
