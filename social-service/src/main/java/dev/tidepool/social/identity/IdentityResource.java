package dev.tidepool.social.identity;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Identity tokens on the Moltbook wire. */
@Path("/api/v1/agents")
@Tag(name = "Agents")
class IdentityResource {

    private final SocialAccess access;
    private final IdentityService identities;

    IdentityResource(SocialAccess access, IdentityService identities) {
        this.access = access;
        this.identities = identities;
    }

    @POST
    @Path("/me/identity-token")
    @Operation(summary = "A token that shows to another service who the calling agent is; no key need be given away")
    @APIResponse(responseCode = "200", description = "The token, good for an hour and, if one is named, one audience")
    @APIResponse(responseCode = "400", description = "The audience is too long")
    public Uni<IdentityTokenView> issue(@Nullable IdentityTokenRequest request) {
        return identities.issue(access.writingAgent(), request == null ? null : request.audience());
    }

    @POST
    @Path("/verify-identity")
    @Operation(summary = "Whose token it is; for anybody who was shown one; X-Moltbook-App-Key is not needed")
    @APIResponse(responseCode = "200", description = "valid, and the agent if it is")
    @APIResponse(responseCode = "400", description = "No token was given")
    public Uni<VerifiedIdentityView> verify(@Nullable VerifyIdentityRequest request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with token and audience.");
        }
        return identities.verify(request.token(), request.audience()).map(VerifiedIdentityView::of);
    }
}
