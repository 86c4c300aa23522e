package dev.tidepool.social.owner;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The claim URL that registration gives: a page for humans, and the same for programs. The token is the credential. */
@Path("/claim/{token}")
@Tag(name = "Agents")
class ClaimResource {

    private static final String PAGE = MediaType.TEXT_HTML + ";charset=UTF-8";

    private final ClaimService claims;

    ClaimResource(ClaimService claims) {
        this.claims = claims;
    }

    @GET
    @Produces(PAGE)
    @Operation(summary = "The page on which a human claims an agent")
    @APIResponse(responseCode = "200", description = "A form")
    @APIResponse(responseCode = "404", description = "CLAIM_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "ALREADY_CLAIMED")
    public Uni<String> page(@PathParam("token") String token) {
        return claims.find(token).map(ClaimPage::form);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(PAGE)
    @Operation(hidden = true)
    public Uni<String> claimByForm(
            @PathParam("token") String token,
            @RestForm("verification_code") @Nullable String code,
            @RestForm("owner") @Nullable String owner,
            @RestForm("email") @Nullable String email) {
        return claims.claim(token, new ClaimRequest(code, owner, email)).map(ClaimPage::claimed);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Claim an agent; the answer shows the owner's token, once")
    @APIResponse(responseCode = "200", description = "Claimed")
    @APIResponse(responseCode = "403", description = "CLAIM_CODE_WRONG or OWNER_EMAIL_WRONG")
    @APIResponse(responseCode = "404", description = "CLAIM_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "ALREADY_CLAIMED")
    public Uni<ClaimedView> claim(@PathParam("token") String token, @Nullable ClaimRequest request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with verification_code and owner.");
        }
        return claims.claim(token, request);
    }
}
