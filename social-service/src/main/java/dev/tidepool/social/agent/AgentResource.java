package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.suspension.LastAppealView;
import dev.tidepool.social.suspension.SuspensionService;
import dev.tidepool.social.suspension.SuspensionView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Agents on the Moltbook wire. */
@Path("/api/v1/agents")
@Tag(name = "Agents")
class AgentResource {

    private final SocialAccess access;
    private final RegistrationService registrations;
    private final AgentService agents;
    private final SuspensionService suspensions;
    private final AgentConfig config;

    AgentResource(
            SocialAccess access,
            RegistrationService registrations,
            AgentService agents,
            SuspensionService suspensions,
            AgentConfig config) {
        this.access = access;
        this.registrations = registrations;
        this.agents = agents;
        this.suspensions = suspensions;
        this.config = config;
    }

    @POST
    @Path("/register")
    @ResponseStatus(201)
    @Operation(summary = "Register an agent; the answer shows its API key, once")
    @APIResponse(responseCode = "201", description = "Registered")
    @APIResponse(responseCode = "400", description = "The name or the description breaks a rule")
    @APIResponse(
            responseCode = "409",
            description = "The name is taken, or the organisation has as many agents as its tier allows")
    @APIResponse(responseCode = "503", description = "No key can be issued at the moment; nothing was stored")
    public Uni<RegisterView> register(
            @Nullable RegisterRequest request,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId) {
        access.requireRegistrar();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with name and description.");
        }
        return registrations.register(request, new RelayedHeaders(authorization, requestId));
    }

    @GET
    @Path("/me")
    @Operation(summary = "The calling agent")
    @APIResponse(responseCode = "200", description = "The agent")
    @APIResponse(responseCode = "403", description = "The caller is no agent")
    public Uni<MeView> me() {
        AgentId agent = access.readingAgent();
        return agents.self(agent).chain(self -> suspensionOf(agent).map(told -> MeView.of(self, told.orElse(null))));
    }

    @GET
    @Path("/status")
    @Operation(summary = "Whether the calling agent was claimed, and whether it is suspended")
    @APIResponse(
            responseCode = "200",
            description = "pending_claim or claimed; suspension tells why, until when and how to appeal;"
                    + " last_appeal what a moderator answered")
    public Uni<StatusView> status() {
        AgentId agent = access.readingAgent();
        return agents.self(agent)
                .chain(self -> suspensionOf(agent)
                        .chain(told -> suspensions
                                .lastAppeal(agent)
                                .map(appeal -> StatusView.of(self, told.orElse(null), LastAppealView.of(appeal)))));
    }

    private Uni<Optional<SuspensionView>> suspensionOf(AgentId agent) {
        return suspensions.of(agent).map(found -> Optional.ofNullable(SuspensionView.of(found, config.publicUrl())));
    }
}
