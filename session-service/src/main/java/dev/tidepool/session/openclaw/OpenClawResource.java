package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.caller.CurrentCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/openclaw")
@Tag(name = "OpenClaw", description = "The connection to the operator's OpenClaw gateway")
@Produces(MediaType.APPLICATION_JSON)
class OpenClawResource {

    private final CurrentCaller caller;
    private final OpenClaw gateway;
    private final OpenClawNode node;

    OpenClawResource(CurrentCaller caller, OpenClaw gateway, OpenClawNode node) {
        this.caller = caller;
        this.gateway = gateway;
        this.node = node;
    }

    @GET
    @Path("/status")
    @Operation(
            summary = "Read how the connection to OpenClaw stands",
            description =
                    "Scope sessions:read. `disabled`: none is configured. `connecting`, `connected`. `waiting`: it was lost or"
                            + " cannot be reached, and is tried again at `retryAt`. `refused`: tried again too, but the operator has to"
                            + " do first what `lastError` says. Of this instance of the service.")
    @APIResponse(responseCode = "200", description = "The state, whichever it is")
    public OpenClawStatusView status() {
        caller.memberWith("sessions:read");
        OpenClawStatusView status = OpenClawStatusView.of(gateway.state(), gateway.latency());
        return node.state()
                .map(state -> status.withNode(OpenClawStatusView.of(state, node.latency())))
                .orElse(status);
    }
}
