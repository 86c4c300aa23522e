package dev.tidepool.social.alert;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The rules of the caller's organisation. */
@Path("/api/analytics/alert-rules")
@Tag(name = "Alerts", description = "What an organisation wants to be told of the network")
class AlertRuleResource {

    private final SocialAccess access;
    private final AlertRuleService rules;

    AlertRuleResource(SocialAccess access, AlertRuleService rules) {
        this.access = access;
        this.rules = rules;
    }

    @GET
    @Operation(summary = "All rules of the organisation")
    @APIResponse(responseCode = "200", description = "In the order in which they were made")
    public Uni<AlertRuleListView> list() {
        return rules.list(access.readingMember().organization()).map(AlertRuleListView::of);
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make a rule", description = "It is looked at within seconds, then every minute.")
    @APIResponse(responseCode = "201", description = "The rule")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD")
    @APIResponse(responseCode = "404", description = "ALERT_TARGET_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "ALERT_RULE_LIMIT_REACHED")
    public Uni<AlertRuleView> create(@Nullable AlertRuleRequest request) {
        Caller.Member member = access.writingMember();
        return rules.create(member, given(request)).map(AlertRuleView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A rule")
    @APIResponse(responseCode = "200", description = "The rule")
    @APIResponse(responseCode = "404", description = "ALERT_RULE_NOT_FOUND")
    public Uni<AlertRuleView> find(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") AlertRuleId id) {
        return rules.find(access.readingMember().organization(), id).map(AlertRuleView::of);
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change what is given of a rule", description = "Type and target stay as they are.")
    @APIResponse(responseCode = "200", description = "The rule")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD")
    @APIResponse(responseCode = "404", description = "ALERT_RULE_NOT_FOUND")
    public Uni<AlertRuleView> change(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") AlertRuleId id,
            @Nullable AlertRuleRequest request) {
        Caller.Member member = access.writingMember();
        return rules.change(member, id, given(request)).map(AlertRuleView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a rule", description = "Its alerts stay.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "ALERT_RULE_NOT_FOUND")
    public Uni<Void> delete(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") AlertRuleId id) {
        return rules.delete(access.writingMember(), id);
    }

    private static AlertRuleRequest given(@Nullable AlertRuleRequest request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON object, of a new rule with name, type and threshold.");
        }
        return request;
    }
}
