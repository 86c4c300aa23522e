package dev.tidepool.session.response;

import com.fasterxml.jackson.core.JacksonException;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.session.chat.BoundSession;
import dev.tidepool.session.json.ExactJson;
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

@Path("/v1/responses")
@Tag(name = "Chat", description = "Answers of a model, in the shape of the OpenAI API")
class ResponseResource {

    private final CurrentCaller caller;
    private final ResponseService responses;
    private final ExactJson json;

    ResponseResource(CurrentCaller caller, ResponseService responses, ExactJson json) {
        this.caller = caller;
        this.responses = responses;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    @Operation(
            summary = "Make a response",
            description =
                    "Scope chat:write. OpenAI's Responses API over the same models as chats; with `stream: true` its events."
                            + " With a session, or the id of an earlier response in one, its history comes before the input.")
    @APIResponse(responseCode = "200", description = "OpenAI's response, or its events")
    public Uni<Response> create(
            @Parameter(description = "The stored session it belongs to; metadata.session_id does the same")
                    @HeaderParam("X-Session-Id")
                    @Nullable
                    String session,
            byte[] body,
            RoutingContext routing)
            throws JacksonException {
        Caller.Member member = caller.memberWith("chat:write");
        ResponseRequest request = ResponseRequest.of(json.parse(body));
        Optional<SessionId> bound = BoundSession.of(List.of(
                Optional.ofNullable(session).map(SessionId::fromString),
                request.metadataSession().map(SessionId::fromString),
                request.previous().map(ResponseId::sessionOf)));
        return ModelReply.of(
                routing,
                request.isStreamed(),
                () -> responses.stream(member, request, bound),
                () -> responses.create(member, request, bound));
    }
}
