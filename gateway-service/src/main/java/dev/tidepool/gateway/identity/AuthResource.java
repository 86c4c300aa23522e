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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
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

    @POST
    @Path("/register")
    @ResponseStatus(201)
    @Operation(
            summary = "Make an organisation of the tier open_source with its owner, and log the owner in",
            operationId = "register")
    @APIResponseSchema(
            value = RegisteredView.class,
            responseCode = "201",
            responseDescription = "The organisation, its owner and the tokens of a session")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "409", description = "EMAIL_TAKEN: the address has an account")
    @APIResponse(responseCode = "429", description = "LOCKED_OUT: too many attempts; Retry-After says how long to wait")
    public Uni<RegisteredView> register(@Nullable Registration body, @Context RoutingContext routing) {
        return registrations.register(required(body, "organization, email and password"), Origin.of(routing));
    }

    @POST
    @Path("/login")
    @Operation(summary = "Exchange an email address and a password for tokens", operationId = "logIn")
    @APIResponse(responseCode = "200", description = "An access token and a refresh token")
    @APIResponse(responseCode = "401", description = "UNAUTHORIZED: the address or the password is wrong")
    @APIResponse(responseCode = "429", description = "LOCKED_OUT: too many attempts; Retry-After says how long to wait")
    public Uni<TokenView> logIn(@Nullable LogIn body, @Context RoutingContext routing) {
        return logins.logIn(required(body, "email and password"), Origin.of(routing));
    }

    @POST
    @Path("/refresh")
    @Operation(
            summary = "Exchange a refresh token, which is used up, for new tokens; using one twice ends its session",
            operationId = "refresh")
    @APIResponse(responseCode = "200", description = "The next tokens")
    @APIResponse(
            responseCode = "401",
            description = "UNAUTHORIZED: expired, used before, or its session is over; log in again")
    public Uni<TokenView> refresh(@Nullable RefreshRequest body, @Context RoutingContext routing) {
        return sessions.refresh(required(body, "refresh_token").token(), Origin.of(routing));
    }

    @POST
    @Path("/logout")
    @Operation(
            summary = "End a refresh token's session: its access tokens stop working within a second",
            operationId = "logOut")
    @APIResponse(responseCode = "204", description = "The session is over, now or before")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    public Uni<Void> logOut(@Nullable RefreshRequest body, @Context RoutingContext routing) {
        return sessions.logOut(required(body, "refresh_token").token(), Origin.of(routing));
    }

    @POST
    @Path("/password")
    @Operation(
            summary = "Set another password and end all sessions; the answer holds the tokens of a new one",
            operationId = "changePassword")
    @APIResponse(responseCode = "200", description = "The tokens of a new session")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "403", description = "WRONG_PASSWORD, or ACCOUNT_REQUIRED for keys")
    @APIResponse(responseCode = "429", description = "LOCKED_OUT: too many attempts; Retry-After says how long to wait")
    public Uni<TokenView> changePassword(@Nullable PasswordChange body, @Context RoutingContext routing) {
        return logins.changePassword(
                caller.member(), required(body, "currentPassword and newPassword"), Origin.of(routing));
    }

    @POST
    @Path("/invitations/accept")
    @ResponseStatus(201)
    @Operation(summary = "Make the account that an invitation offers, and log it in", operationId = "acceptInvitation")
    @APIResponseSchema(value = TokenView.class, responseCode = "201", responseDescription = "The tokens of a session")
    @APIResponse(responseCode = "400", description = "INVITATION_INVALID: used, withdrawn or expired; or INVALID_FIELD")
    @APIResponse(responseCode = "409", description = "EMAIL_TAKEN: the invited address has an account")
    @APIResponse(responseCode = "429", description = "LOCKED_OUT: too many attempts; Retry-After says how long to wait")
    public Uni<TokenView> accept(@Nullable Acceptance body, @Context RoutingContext routing) {
        return invitations.accept(required(body, "token and password"), Origin.of(routing));
    }

    @GET
    @Path("/me")
    @Operation(summary = "Who the credential belongs to, and what it may do", operationId = "me")
    @APIResponse(responseCode = "200", description = "The caller")
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
