package dev.tidepool.gateway.usage;

import dev.tidepool.gateway.limit.RateLimits;
import dev.tidepool.gateway.limit.RateState;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/usage")
@Tag(name = "Usage", description = "What an organisation may use and has used")
@Produces(MediaType.APPLICATION_JSON)
class UsageResource {

    private final UsageService usage;
    private final CurrentCaller caller;

    UsageResource(UsageService usage, CurrentCaller caller) {
        this.usage = usage;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "The organisation's limits, quotas and requests by day",
            description = "Limits are those that bind this request, with what is left after it. Sockets and their"
                    + " messages of this minute are counted over all gateways. Quotas are a calendar month's in UTC; what"
                    + " goes beyond one is refused with 403 QUOTA_EXCEEDED. History counts requests that were admitted and"
                    + " those refused with 429, by UTC day.",
            operationId = "readUsage")
    @APIResponse(responseCode = "200", description = "What may be used and was")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: days is no number from 1 to 90")
    public Uni<UsageView> usage(
            @Parameter(description = "Days of history, today included: 1 to 90, default 7")
                    @QueryParam("days")
                    @Nullable
                    String days,
            @Context RoutingContext routing) {
        Caller.Member member = caller.member();
        RateState state = RateLimits.stateOf(routing);
        return usage.usage(member, UsageDays.parse(days), LocalDate.now(ZoneOffset.UTC))
                .map(found -> UsageView.of(member, state, found));
    }
}
