package dev.tidepool.gateway.management;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.standing.PresentMember;
import dev.tidepool.gateway.standing.PresentMembers;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What a member is worth now, for services that do later what he asked for once: no request of his, and so no internal token, is
 * under way then. It tells tier, role and scopes of a subject whose ids one knows, and is on the management port only.
 *
 * <p>{@code GET /internal/standing?organization=&subject=}: {@code {"present": false}}, or {@code {"present": true, "tier",
 * "role", "scopes"}}, the last two left out for a subject whose rights its own issuer keeps.
 */
@ApplicationScoped
class StandingRoutes {

    private static final Logger LOG = Logger.getLogger(StandingRoutes.class);

    private final PresentMembers members;

    StandingRoutes(PresentMembers members) {
        this.members = members;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get("/internal/standing").handler(this::serve);
    }

    private void serve(RoutingContext routing) {
        RequestContext.adoptRequestId(routing);
        String organization = String.valueOf(routing.queryParams().get("organization"));
        String subject = String.valueOf(routing.queryParams().get("subject"));
        try {
            members.find(OrganizationId.fromString(organization), subject)
                    .subscribe()
                    .with(found -> Reply.json(routing, 200, json(found)), failure -> fail(routing, failure));
        } catch (IllegalArgumentException malformed) {
            Reply.problem(
                    routing, Problem.of(CommonError.BAD_REQUEST, "Name an organisation and a subject, by their ids."));
        }
    }

    private static JsonObject json(Optional<PresentMember> found) {
        JsonObject json = new JsonObject().put("present", found.isPresent());
        found.ifPresent(member -> json.put("tier", member.tier().wireName()));
        found.flatMap(PresentMember::rights)
                .ifPresent(rights -> json.put("role", rights.role().wireName())
                        .put(
                                "scopes",
                                new JsonArray(rights.scopes().stream().sorted().toList())));
        return json;
    }

    private static void fail(RoutingContext routing, Throwable failure) {
        LOG.warnf("event=standing_unknown reason=%s", failure.toString());
        Reply.problem(routing, Problem.of(CommonError.UNAVAILABLE, "It cannot be looked up now. Ask again."));
    }
}
