package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/auth")
@Tag(name = "Authentication")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class AuthResource {

    private final IdentityService identity;
    private final CurrentCaller caller;

    AuthResource(IdentityService identity, CurrentCaller caller) {
        this.identity = identity;
        this.caller = caller;
    }

    /** Exchanges an email address and a password for an access token. */
    @POST
    @Path("/login")
    public Uni<TokenView> logIn(@Nullable LogIn body) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with email and password.");
        }
        return identity.logIn(body);
    }

    /** Who the credential belongs to, and what it may do. */
    @GET
    @Path("/me")
    public Uni<MeView> me() {
        return identity.me(caller.member());
    }
}
