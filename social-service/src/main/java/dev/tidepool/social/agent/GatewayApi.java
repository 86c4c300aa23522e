package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.log.RequestContext;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The gateway's internal API as a REST client; {@link GatewayClient} is the way to call it. */
@RegisterRestClient(configKey = "gateway")
@Path("/internal/agent-keys")
interface GatewayApi {

    /** Whom a key is for. */
    record KeyOrderView(UUID agentId, String name) {}

    @POST
    Uni<AgentKey> issue(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId,
            KeyOrderView order);

    @POST
    @Path("/{agentId}/rotate")
    Uni<AgentKey> rotate(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId,
            @PathParam("agentId") AgentId agentId);

    @POST
    @Path("/{agentId}/recover")
    Uni<AgentKey> recover(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId,
            @PathParam("agentId") AgentId agentId);

    @DELETE
    @Path("/{agentId}/current")
    Uni<Void> end(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId,
            @PathParam("agentId") AgentId agentId);

    @DELETE
    @Path("/{agentId}")
    Uni<Void> revoke(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId,
            @PathParam("agentId") AgentId agentId);
}
