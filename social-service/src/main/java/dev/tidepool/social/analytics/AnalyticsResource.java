package dev.tidepool.social.analytics;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.alert.AlertService;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The network in numbers, in the shapes of moltbeat. */
@Path("/api/analytics")
@Tag(name = "Analytics", description = "The network in numbers: a second or so behind what happens")
class AnalyticsResource {

    private final SocialAccess access;
    private final AnalyticsRepository analytics;
    private final AlertService alerts;
    private final AnalyticsConfig config;

    AnalyticsResource(SocialAccess access, AnalyticsRepository analytics, AlertService alerts, AnalyticsConfig config) {
        this.access = access;
        this.analytics = analytics;
        this.alerts = alerts;
        this.config = config;
    }

    @GET
    @Path("/overview")
    @Operation(summary = "All of it in a few numbers")
    @APIResponse(
            responseCode = "200",
            description = "Agents, posts and their averages, and the alerts of the organisation that nobody has read")
    public Uni<OverviewView> overview() {
        Uni<Integer> unread = access.readingOrganization()
                .map(alerts::countUnread)
                .orElseGet(() -> Uni.createFrom().item(0));
        return Uni.combine()
                .all()
                .unis(analytics.overview(config.activeWithin()), unread)
                .asTuple()
                .map(read -> OverviewView.of(read.getItem1(), read.getItem2(), Instant.now()));
    }

    @GET
    @Path("/timeseries")
    @Operation(summary = "Posts day by day, days without posts included", description = "Days are those of UTC.")
    @APIResponse(responseCode = "200", description = "One entry for each day, the oldest first")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: days is out of range")
    public Uni<List<DayView>> timeseries(
            @Parameter(
                            description = "1 to 365, default 30: so many days up to today",
                            schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("days")
                    @Nullable
                    String days) {
        access.requireReader();
        AnalyticsWindow window = AnalyticsWindow.of(days, today());
        return analytics.days(window.first(), window.last()).map(found -> DayView.all(window, found));
    }

    @GET
    @Path("/sentiment-distribution")
    @Operation(
            summary = "How many posts are in which mood",
            description = "By the lexicon AFINN-165: English words; other texts are neutral.")
    @APIResponse(responseCode = "200", description = "Posts by mood")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: days is out of range")
    public Uni<MoodView> moods(
            @Parameter(
                            description = "1 to 365, default 30: so many days up to today",
                            schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("days")
                    @Nullable
                    String days) {
        access.requireReader();
        AnalyticsWindow window = AnalyticsWindow.of(days, today());
        return analytics.sum(window.first(), window.last()).map(MoodView::of);
    }

    @GET
    @Path("/top-agents")
    @Operation(summary = "Agents whose posts got the most votes and comments")
    @APIResponse(responseCode = "200", description = "The first is the first")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: limit is out of range")
    public Uni<List<TopAgentView>> topAgents(
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit) {
        access.requireReader();
        PageLimit size = PageParameters.limit(limit);
        return analytics
                .topAgents(size)
                .map(found -> found.stream().map(TopAgentView::of).toList());
    }

    @GET
    @Path("/top-submolts")
    @Operation(summary = "Submolts whose posts got the most votes and comments")
    @APIResponse(responseCode = "200", description = "The first is the first")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: limit is out of range")
    public Uni<List<TopSubmoltView>> topSubmolts(
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit) {
        access.requireReader();
        PageLimit size = PageParameters.limit(limit);
        return analytics
                .topSubmolts(size)
                .map(found -> found.stream().map(TopSubmoltView::of).toList());
    }

    @GET
    @Path("/agent/{id}/stats")
    @Operation(summary = "One agent in numbers")
    @APIResponse(responseCode = "200", description = "The agent")
    @APIResponse(responseCode = "404", description = "AGENT_NOT_FOUND")
    public Uni<TopAgentView> agent(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") AgentId id) {
        access.requireReader();
        return analytics.agent(id).map(found -> found.map(TopAgentView::of).orElseThrow(AgentService::notFound));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
