package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.auth.EdgeCredential;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/v1/realtime")
@Tag(name = "Realtime")
@Produces(MediaType.APPLICATION_JSON)
class RealtimeResource {

    private final TicketService tickets;
    private final StatsService stats;
    private final CurrentCaller caller;

    RealtimeResource(TicketService tickets, StatsService stats, CurrentCaller caller) {
        this.tickets = tickets;
        this.stats = stats;
        this.caller = caller;
    }

    @POST
    @Path("/tickets")
    @ResponseStatus(201)
    @Operation(
            summary = "Issue a ticket for one WebSocket handshake",
            description = "For browsers, which can set no header on a handshake: send it as ?ticket= within 30 s to"
                    + " /v1/realtime. It works once and is worth the credential of this request.",
            operationId = "issueTicket")
    @APIResponseSchema(value = TicketView.class, responseCode = "201", responseDescription = "The ticket")
    @APIResponse(responseCode = "503", description = "UNAVAILABLE: tickets are kept in Redis, which does not answer")
    public Uni<TicketView> ticket(@Context RoutingContext routing) {
        SocketOwner owner = EdgeCredential.of(routing)
                .map(SocketOwners::of)
                .orElseThrow(() -> Problem.unauthorized("Send an API key or an access token."));
        return Uni.createFrom().completionStage(() -> tickets.issue(owner).toCompletionStage());
    }

    @GET
    @Path("/stats")
    @Operation(
            summary = "Count your organisation's open WebSockets and rooms",
            description = "Clients are counted over all gateways, rooms and their subscribers on the one that answers.",
            operationId = "readRealtimeStats")
    @APIResponse(responseCode = "200", description = "What is open now")
    public Uni<StatsView> stats() {
        return stats.of(caller.member());
    }
}
