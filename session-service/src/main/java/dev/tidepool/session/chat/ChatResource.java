package dev.tidepool.session.chat;

import com.fasterxml.jackson.core.JacksonException;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.model.ModelAnswer;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.stream.ModelReply;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path(ChatResource.PATH)
@Tag(name = "Chat", description = "Answers of a model, in the shape of the OpenAI API")
class ChatResource {

    static final String PATH = "/v1/chat/completions";

    private final CurrentCaller caller;
    private final ChatService chats;
    private final ChatEvents events;
    private final ExactJson json;

    ChatResource(CurrentCaller caller, ChatService chats, ChatEvents events, ExactJson json) {
        this.caller = caller;
        this.chats = chats;
        this.events = events;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    @Operation(
            summary = "Answer a chat",
            description =
                    "Scope chat:write. OpenAI's request and answer; with `stream: true` server-sent events ending in"
                            + " `data: [DONE]`. With a session, its history is put before the messages, and both sides are stored.")
    @APIResponse(responseCode = "200", description = "OpenAI's chat.completion, or chat.completion.chunk events")
    public Uni<Response> complete(
            @Parameter(description = "The stored session the chat belongs to; metadata.session_id does the same")
                    @HeaderParam("X-Session-Id")
                    @Nullable
                    String session,
            byte[] body,
            RoutingContext routing)
            throws JacksonException {
        Caller.Member member = caller.memberWith("chat:write");
        ChatRequest request = chats.request(json.parse(body), body);
        Optional<SessionId> bound = BoundSession.of(List.of(
                Optional.ofNullable(session).map(SessionId::fromString),
                request.metadataSession().map(SessionId::fromString)));
        return ModelReply.of(
                routing,
                request.isStreamed(),
                () -> chats.stream(member, request, bound)
                        .map(chunks -> events.of(chunks, request.wantsUsage(), RequestContext.requestId(routing))),
                () -> chats.complete(member, request, bound).map(ModelAnswer::json));
    }
}
