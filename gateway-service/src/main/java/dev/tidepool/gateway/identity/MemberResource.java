package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.standing.AccountId;
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

@Path("/v1/members")
@Tag(name = "Members")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class MemberResource {

    private static final String WRITE = MemberRules.WRITE;

    private final MemberService members;
    private final InvitationService invitations;
    private final CurrentCaller caller;
    private final CursorCodec cursors;

    MemberResource(MemberService members, InvitationService invitations, CurrentCaller caller, CursorCodec cursors) {
        this.members = members;
        this.invitations = invitations;
        this.caller = caller;
        this.cursors = cursors;
    }

    @GET
    @Operation(summary = "The organisation's members, newest first", operationId = "listMembers")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is absent on the last one")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD or INVALID_CURSOR")
    @APIResponse(responseCode = "403", description = "The credential lacks the scope members:read")
    public Uni<MemberPageView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageLimit size = PageLimit.parse(limit);
        Optional<AccountId> before = Optional.ofNullable(cursor)
                .map(text -> AccountId.fromString(
                        cursors.decode(MemberPageView.LIST, text).getFirst()));
        return members.list(caller.memberWith("members:read"), before, size)
                .map(page -> MemberPageView.of(page, cursors));
    }

    @POST
    @Path("/invitations")
    @ResponseStatus(201)
    @Operation(
            summary = "Invite somebody to a role that is not above the caller's; the token is shown this once",
            operationId = "inviteMember")
    @APIResponseSchema(
            value = IssuedInvitationView.class,
            responseCode = "201",
            responseDescription = "The invitation and its token, for one use within seven days")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(
            responseCode = "403",
            description = "The role is above the caller's, or the scope members:write is missing")
    @APIResponse(responseCode = "409", description = "TOO_MANY_MEMBERS")
    public Uni<IssuedInvitationView> invite(@Nullable NewInvitation body, @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with email and role.");
        }
        return invitations
                .invite(caller.memberWith(WRITE), body, Origin.of(routing))
                .map(IssuedInvitationView::of);
    }

    @GET
    @Path("/invitations")
    @Operation(summary = "The invitations that nobody has accepted yet, newest first", operationId = "listInvitations")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is absent on the last one")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD or INVALID_CURSOR")
    @APIResponse(responseCode = "403", description = "The credential lacks the scope members:read")
    public Uni<InvitationPageView> invitations(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageLimit size = PageLimit.parse(limit);
        Optional<InvitationId> before = Optional.ofNullable(cursor)
                .map(text -> InvitationId.fromString(
                        cursors.decode(InvitationPageView.LIST, text).getFirst()));
        return invitations
                .list(caller.memberWith("members:read"), before, size)
                .map(page -> InvitationPageView.of(page, cursors));
    }

    @DELETE
    @Path("/invitations/{id}")
    @Operation(summary = "Withdraw an invitation that nobody has accepted yet", operationId = "withdrawInvitation")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    @APIResponse(responseCode = "404", description = "INVITATION_NOT_FOUND")
    public Uni<Void> withdraw(
            @PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) InvitationId id,
            @Context RoutingContext routing) {
        return invitations.withdraw(caller.memberWith(WRITE), id, Origin.of(routing));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Give a member another role; it binds the member's tokens within a second",
            description = "Keys made on the member's behalf that may more than the new role are revoked, and open"
                    + " invitations to roles above it withdrawn.",
            operationId = "changeMemberRole")
    @APIResponse(responseCode = "200", description = "The member as it is now")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "403", description = "A role above the caller's")
    @APIResponse(responseCode = "404", description = "MEMBER_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "LAST_OWNER")
    public Uni<MemberView> changeRole(
            @PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) AccountId id,
            @Nullable RoleChange body,
            @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with role.");
        }
        return members.changeRole(caller.memberWith(WRITE), id, body.role(), Origin.of(routing))
                .map(MemberView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Remove a member, whose tokens stop working within a second",
            description = "So do the keys made on the member's behalf, and the invitations made by them or with those"
                    + " keys are withdrawn. Agents that the member registered stay: their keys can be rotated.",
            operationId = "removeMember")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "A member above the caller")
    @APIResponse(responseCode = "404", description = "MEMBER_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "LAST_OWNER")
    public Uni<Void> remove(
            @PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) AccountId id,
            @Context RoutingContext routing) {
        return members.remove(caller.memberWith(WRITE), id, Origin.of(routing));
    }
}
