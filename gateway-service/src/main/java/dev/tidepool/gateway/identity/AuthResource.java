package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/auth")
@Tag(name = "Authentication")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class AuthResource {

    private final RegistrationService registrations;
    private final LoginService logins;
    private final SessionService sessions;
    private final InvitationService invitations;
    private final ProfileService profiles;
    private final CurrentCaller caller;

    AuthResource(
            RegistrationService registrations,
            LoginService logins,
            SessionService sessions,
            InvitationService invitations,
            ProfileService profiles,
            CurrentCaller caller) {
        this.registrations = registrations;
        this.logins = logins;
        this.sessions = sessions;
        this.invitations = invitations;
        this.profiles = profiles;
        this.caller = caller;
    }

    /** Makes an organisation of the tier open_source with its owner, and logs the owner in. */
    @POST
    @Path("/register")
    @ResponseStatus(201)
    public Uni<RegisteredView> register(@Nullable Registration body, @Context RoutingContext routing) {
        return registrations.register(required(body, "organization, email and password"), Origin.of(routing));
    }

    /** Exchanges an email address and a password for an access token and a refresh token. */
    @POST
    @Path("/login")
    public Uni<TokenView> logIn(@Nullable LogIn body, @Context RoutingContext routing) {
        return logins.logIn(required(body, "email and password"), Origin.of(routing));
    }

    /** Exchanges a refresh token, which is used up, for new tokens. Using one twice ends its session. */
    @POST
    @Path("/refresh")
    public Uni<TokenView> refresh(@Nullable RefreshRequest body, @Context RoutingContext routing) {
        return sessions.refresh(required(body, "refresh_token").token(), Origin.of(routing));
    }

    /** Ends the refresh token's session: its access tokens stop working within a second. */
    @POST
    @Path("/logout")
    public Uni<Void> logOut(@Nullable RefreshRequest body, @Context RoutingContext routing) {
        return sessions.logOut(required(body, "refresh_token").token(), Origin.of(routing));
    }

    /** Sets another password and ends all sessions; the answer holds the tokens of a new one. */
    @POST
    @Path("/password")
    public Uni<TokenView> changePassword(@Nullable PasswordChange body, @Context RoutingContext routing) {
        return logins.changePassword(
                caller.member(), required(body, "currentPassword and newPassword"), Origin.of(routing));
    }

    /** Makes the account an invitation offers, and logs it in. */
    @POST
    @Path("/invitations/accept")
    @ResponseStatus(201)
    public Uni<TokenView> accept(@Nullable Acceptance body, @Context RoutingContext routing) {
        return invitations.accept(required(body, "token and password"), Origin.of(routing));
    }

    /** Who the credential belongs to, and what it may do. */
    @GET
    @Path("/me")
    public Uni<MeView> me() {
        return profiles.me(caller.member());
    }

    private static <T> T required(@Nullable T body, String fields) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with " + fields + ".");
        }
        return body;
    }
}
