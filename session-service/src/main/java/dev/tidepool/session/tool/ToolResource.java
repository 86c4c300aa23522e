package dev.tidepool.session.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.openclaw.OpenClawTools;
import dev.tidepool.session.session.SessionService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/openclaw/tools")
@Tag(name = "OpenClaw", description = "The connection to the operator's OpenClaw gateway")
@Produces(MediaType.APPLICATION_JSON)
class ToolResource {

    private final CurrentCaller caller;
    private final SessionService sessions;
    private final OpenClawTools tools;
    private final ExactJson json;

    ToolResource(CurrentCaller caller, SessionService sessions, OpenClawTools tools, ExactJson json) {
        this.caller = caller;
        this.sessions = sessions;
        this.tools = tools;
        this.json = json;
    }

    @POST
    @Path("/{tool}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Use a tool of an OpenClaw agent",
            description =
                    "Scope skills:write. Only tools that the operator lists. It runs in the conversation of one of the"
                            + " caller's sessions; what it gives is text from outside.")
    @APIResponse(responseCode = "200", description = "What the tool gave")
    @APIResponse(responseCode = "403", description = "OPENCLAW_TOOL_REFUSED: the operator does not list it")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND, OPENCLAW_TOOL_NOT_FOUND")
    @APIResponse(responseCode = "502", description = "The tool failed, or the gateway did")
    @APIResponse(responseCode = "503", description = "No gateway, or it is not available")
    public Uni<ToolOutputView> invoke(@PathParam("tool") String tool, @Nullable ToolCall body) {
        Caller.Member member = caller.memberWith("skills:write");
        ToolCall call = Optional.ofNullable(body).orElseThrow(() -> Problem.badRequest("Send a JSON object."));
        return sessions.find(member.organization(), call.session())
                .invoke(session -> session.state().requireOpen())
                .chain(session -> tools.invoke(call.key(session), tool, args(call)))
                .map(output -> new ToolOutputView(tool, true, output));
    }

    private ObjectNode args(ToolCall call) {
        return Optional.ofNullable(call.args()).orElseGet(json::object);
    }
}
