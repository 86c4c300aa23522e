package dev.tidepool.session.tool;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.openclaw.OpenClaw;
import dev.tidepool.session.openclaw.OpenClawBrowser;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/openclaw")
@Tag(name = "OpenClaw", description = "The connection to the operator's OpenClaw gateway")
@Produces(MediaType.APPLICATION_JSON)
class AgentResource {

    private final CurrentCaller caller;
    private final OpenClaw gateway;
    private final OpenClawBrowser browser;
    private final ExactJson json;

    AgentResource(CurrentCaller caller, OpenClaw gateway, OpenClawBrowser browser, ExactJson json) {
        this.caller = caller;
        this.gateway = gateway;
        this.browser = browser;
        this.json = json;
    }

    @GET
    @Path("/skills")
    @Operation(
            summary = "List the skills of an OpenClaw agent",
            description =
                    "Scope skills:read. Those that the gateway has for its agent, with what they lack there. An agent uses them on its"
                            + " own; names and descriptions are text from outside.")
    @APIResponse(responseCode = "200", description = "All of them")
    @APIResponse(responseCode = "400", description = "openclaw_request_refused: no such agent")
    @APIResponse(responseCode = "503", description = "No gateway, or it is not available")
    public Uni<AgentSkillListView> skills(
            @Parameter(description = "main if absent") @QueryParam("agent") @Nullable String agent) {
        caller.memberWith("skills:read");
        String named = AgentName.of(agent);
        return gateway.call("skills.status", json.object().put("agentId", named))
                .map(answer -> AgentSkillListView.of(named, answer));
    }

    @POST
    @Path("/browser")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Use the OpenClaw gateway's browser",
            description =
                    "Scope skills:write, and only organisations that the operator lists: the gateway has one browser, with the same"
                            + " cookies for all who use it. What it gives is text from outside.")
    @APIResponse(responseCode = "200", description = "What the browser told")
    @APIResponse(
            responseCode = "403",
            description = "openclaw_browser_refused: the operator does not list the organisation")
    @APIResponse(
            responseCode = "502",
            description = "OPENCLAW_FORBIDDEN: the operator has not set tidepool.openclaw.admin")
    @APIResponse(responseCode = "503", description = "No gateway, or it has no browser")
    public Uni<ToolOutputView> browse(@Nullable BrowserCall body) {
        Caller.Member member = caller.memberWith("skills:write");
        BrowserCall.Checked call = Optional.ofNullable(body)
                .orElseThrow(() -> Problem.badRequest("Send a JSON object."))
                .checked();
        return browser.request(member.organization(), call.method(), call.path(), call.more())
                .map(output -> new ToolOutputView("browser", true, output));
    }
}
