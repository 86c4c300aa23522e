package dev.tidepool.gateway.management;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.identity.OrganizationService;
import dev.tidepool.gateway.operator.OperatorAccess;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** The operator's change of an organisation's tier, on the management port and with the operator's token only. */
@ApplicationScoped
class TierRoutes {

    private static final Logger LOG = Logger.getLogger(TierRoutes.class);
    private static final int MAX_BODY_BYTES = 4096;

    private final OrganizationService organizations;
    private final OperatorAccess operators;

    TierRoutes(OrganizationService organizations, OperatorAccess operators) {
        this.organizations = organizations;
        this.operators = operators;
    }

    void register(@Observes ManagementInterface management) {
        Route route = management
                .router()
                .put("/internal/organizations/:id/tier")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        operators.serve(route, this::move);
    }

    private void move(RoutingContext routing) {
        organizations
                .move(organization(routing), tier(routing), Origin.of(routing))
                .subscribe()
                .with(done -> Reply.empty(routing, 204), failure -> fail(routing, failure));
    }

    private static OrganizationId organization(RoutingContext routing) {
        try {
            return OrganizationId.fromString(String.valueOf(routing.pathParam("id")));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("id", "The organisation's id must be a UUID.");
        }
    }

    private static Tier tier(RoutingContext routing) {
        Buffer sent = routing.body().buffer();
        try {
            JsonObject body = new JsonObject(sent == null ? Buffer.buffer() : sent);
            return Tier.ofWireName(body.getString("tier", ""));
        } catch (DecodeException | ClassCastException notAnObject) {
            throw Problem.of(CommonError.MALFORMED_JSON, "Send a JSON object with tier.");
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalidField("tier", "tier must be open_source, teams or government.");
        }
    }

    private static void fail(RoutingContext routing, Throwable failure) {
        if (failure instanceof Problem problem) {
            Reply.problem(routing, problem);
        } else {
            LOG.errorf(failure, "event=tier_change_failed");
            Reply.problem(routing, Problem.of(CommonError.INTERNAL, "The tier could not be changed."));
        }
    }
}
