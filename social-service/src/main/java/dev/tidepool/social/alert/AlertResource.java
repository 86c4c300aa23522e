package dev.tidepool.social.alert;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The alerts of the caller's organisation. */
@Path("/api/analytics/alerts")
@Tag(name = "Alerts")
class AlertResource {

    private final SocialAccess access;
    private final AlertService alerts;

    AlertResource(SocialAccess access, AlertService alerts) {
        this.access = access;
        this.alerts = alerts;
    }

    @GET
    @Operation(summary = "Alerts of the organisation, the latest first")
    @APIResponse(responseCode = "200", description = "A page of alerts")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<AlertListView> list(
            @BeanParam AlertFilter filter,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Caller.Member member = access.readingMember();
        return alerts.page(
                member.organization(), filter.chosen(), PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/read-all")
    @Operation(summary = "Mark all as read")
    @APIResponse(responseCode = "200", description = "How many were not read before")
    public Uni<AlertsReadView> readAll() {
        return alerts.readAll(access.writingMember().organization()).map(AlertsReadView::new);
    }

    @POST
    @Path("/{id}/read")
    @Operation(summary = "Mark an alert as read")
    @APIResponse(responseCode = "200", description = "The alert")
    @APIResponse(responseCode = "404", description = "ALERT_NOT_FOUND")
    public Uni<AlertView> read(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") AlertId id) {
        return alerts.read(access.writingMember().organization(), id).map(AlertView::of);
    }

    @POST
    @Path("/{id}/resolve")
    @Operation(summary = "Resolve an alert; harmless to repeat")
    @APIResponse(responseCode = "200", description = "The alert")
    @APIResponse(responseCode = "404", description = "ALERT_NOT_FOUND")
    public Uni<AlertView> resolve(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") AlertId id) {
        Caller.Member member = access.writingMember();
        return alerts.resolve(member, id).map(AlertView::of);
    }
}
