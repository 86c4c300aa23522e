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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/members")
@Tag(name = "Members")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class MemberResource {

    private static final String WRITE = "members:write";

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

    /** The organisation's members, newest first. */
    @GET
    public Uni<MemberPageView> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageLimit size = PageLimit.of(limit);
        Optional<AccountId> before = Optional.ofNullable(cursor)
                .map(text -> AccountId.fromString(
                        cursors.decode(MemberPageView.LIST, text).getFirst()));
        return members.list(caller.memberWith("members:read"), before, size)
                .map(page -> MemberPageView.of(page, cursors));
    }

    /** Invites somebody to a role that is not above the caller's. The answer is the only place its token is ever shown. */
    @POST
    @Path("/invitations")
    @ResponseStatus(201)
    public Uni<IssuedInvitationView> invite(@Nullable NewInvitation body, @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with email and role.");
        }
        return invitations
                .invite(caller.memberWith(WRITE), body, Origin.of(routing))
                .map(IssuedInvitationView::of);
    }

    /** Withdraws an invitation that nobody has accepted yet. */
    @DELETE
    @Path("/invitations/{id}")
    public Uni<Void> withdraw(@PathParam("id") InvitationId id, @Context RoutingContext routing) {
        return invitations.withdraw(caller.memberWith(WRITE), id, Origin.of(routing));
    }

    /** Gives a member another role; it binds the member's tokens within a second. */
    @PATCH
    @Path("/{id}")
    public Uni<MemberView> changeRole(
            @PathParam("id") AccountId id, @Nullable RoleChange body, @Context RoutingContext routing) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with role.");
        }
        return members.changeRole(caller.memberWith(WRITE), id, body.role(), Origin.of(routing))
                .map(MemberView::of);
    }

    /** Removes a member, whose tokens stop working within a second. The last owner stays. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> remove(@PathParam("id") AccountId id, @Context RoutingContext routing) {
        return members.remove(caller.memberWith(WRITE), id, Origin.of(routing));
    }
}
