package dev.tidepool.session.message;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.common.util.RestMediaType;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions/{id}")
@Tag(name = "Messages", description = "What was said in a session")
class MessageArchiveResource {

    private final CurrentCaller caller;
    private final MessageArchive archive;
    private final CursorCodec cursors;

    MessageArchiveResource(CurrentCaller caller, MessageArchive archive, CursorCodec cursors) {
        this.caller = caller;
        this.archive = archive;
        this.cursors = cursors;
    }

    @GET
    @Path("/messages/search")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Search a session's messages",
            description =
                    "Scope sessions:read. Whole words in any order, \"phrases\" in quotes, or, -without; case does not"
                            + " matter. Newest first. A request looks through the newest 2000 messages, or 4 MB of them: a"
                            + " page may hold few or none and have a nextCursor.")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is null on the last one")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: q is missing or too long")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    public Uni<MessageHitPageView> search(
            @PathParam("id") String id,
            @Parameter(description = "1 to 200 characters", required = true) @QueryParam("q") @Nullable String query,
            @Parameter(description = "1 to 100, default 25") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        SessionId session = SessionId.fromString(id);
        PageLimit size = PageLimit.parse(limit);
        MessageSearch search = MessageSearch.of(query);
        String list = "search:" + session + ":" + search.query();
        long before = cursor == null
                ? MessageOrder.NEWEST_FIRST.start()
                : Long.parseLong(cursors.decode(list, cursor).getFirst());
        return archive.search(organization, session, search, before, size).map(found -> view(list, found));
    }

    @GET
    @Path("/export")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(
            summary = "Export a session's messages",
            description =
                    "Scope sessions:read. JSON Lines, oldest first, one message a line in the shape of the list. It is"
                            + " streamed; what is appended meanwhile is left out.")
    @APIResponse(responseCode = "200", description = "All messages there were when it began")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    public RestMulti<MessageView> export(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        SessionId session = SessionId.fromString(id);
        return RestMulti.fromUniResponse(
                archive.open(organization, session),
                found -> archive.all(found).map(MessageView::of),
                found -> Map.of(
                        "Content-Disposition", List.of("attachment; filename=\"session-" + found.id() + ".jsonl\"")));
    }

    private MessageHitPageView view(String list, FoundMessages found) {
        Optional<String> next = found.next().map(before -> cursors.encode(list, Long.toString(before)));
        return new MessageHitPageView(
                found.hits().stream().map(MessageHitView::of).toList(), next.orElse(null));
    }
}
