package dev.tidepool.social.owner;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.RelayedHeaders;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Owners and keys of agents on the Moltbook wire. */
@Path("/api/v1/agents")
@Tag(name = "Agents")
class OwnerResource {

    private final SocialAccess access;
    private final ClaimService claims;
    private final KeyService keys;

    OwnerResource(SocialAccess access, ClaimService claims, KeyService keys) {
        this.access = access;
        this.claims = claims;
        this.keys = keys;
    }

    @POST
    @Path("/me/setup-owner-email")
    @Operation(summary = "Name the address whose owner alone may claim the calling agent")
    @APIResponse(responseCode = "200", description = "Named")
    @APIResponse(responseCode = "400", description = "It is no address")
    @APIResponse(responseCode = "409", description = "ALREADY_CLAIMED")
    public Uni<OwnerEmailView> nameOwner(@Nullable OwnerEmailRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with email.");
        }
        return claims.nameOwner(agent, request);
    }

    @POST
    @Path("/me/rotate-key")
    @Operation(
            summary = "Give the calling agent a new key; the answer shows it, once; the one before works on for a day")
    @APIResponse(responseCode = "200", description = "The new key")
    @APIResponse(
            responseCode = "409",
            description = "KEY_ROTATING: the key before the present one works still, and the present one was used")
    @APIResponse(responseCode = "503", description = "No key can be issued at the moment; nothing changed")
    public Uni<KeyView> rotate(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId) {
        return keys.rotate(access.writingAgent(), new RelayedHeaders(authorization, requestId));
    }

    @POST
    @Path("/recover-key")
    @Operation(summary = "Give an agent a new key by its owner's token; what worked before stops at once")
    @APIResponse(responseCode = "200", description = "The new key and the next owner's token, both shown once")
    @APIResponse(responseCode = "401", description = "OWNER_TOKEN_UNKNOWN")
    @APIResponse(responseCode = "503", description = "No key can be issued at the moment; the token stays good")
    public Uni<KeyView> recover(
            @Nullable RecoveryRequest request,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId) {
        access.requireRecovery();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with owner_token.");
        }
        return keys.recover(request, new RelayedHeaders(authorization, requestId));
    }
}
