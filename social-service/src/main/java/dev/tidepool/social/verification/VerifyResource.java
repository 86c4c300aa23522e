package dev.tidepool.social.verification;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Answers to challenges on the Moltbook wire. */
@Path("/api/v1/verify")
@Tag(name = "Verification")
class VerifyResource {

    private final SocialAccess access;
    private final VerificationService verification;

    VerifyResource(SocialAccess access, VerificationService verification) {
        this.access = access;
        this.verification = verification;
    }

    @POST
    @Operation(
            summary =
                    "Answer the challenge of a post, a comment (on a post or a skill) or a submolt of your own: a right answer publishes it")
    @APIResponse(responseCode = "200", description = "Right; it is published")
    @APIResponse(
            responseCode = "400",
            description = "INCORRECT_ANSWER, which says how many tries are left; or no number")
    @APIResponse(responseCode = "404", description = "The agent has no challenge with this code")
    @APIResponse(responseCode = "409", description = "CHALLENGE_USED: it was answered before")
    @APIResponse(responseCode = "410", description = "Its time is over, or what it was for is gone")
    public Uni<VerifiedView> verify(@Nullable VerifyRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with verification_code and answer.");
        }
        return verification.answer(agent, request).map(VerifiedView::of);
    }
}
