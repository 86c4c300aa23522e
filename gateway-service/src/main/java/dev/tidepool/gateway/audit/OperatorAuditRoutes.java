package dev.tidepool.gateway.audit;

import dev.tidepool.gateway.operator.OperatorAccess;
import dev.tidepool.gateway.operator.OperatorRefused;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The operator's view of the trail, on the management port: entries that belong to no organisation, such as keys nobody has,
 * and with {@code organization=<uuid>} those of one, also of one that does not exist any more. Parameters and answer are those
 * of {@code GET /v1/audit}.
 */
@ApplicationScoped
class OperatorAuditRoutes {

    private static final Logger LOG = Logger.getLogger(OperatorAuditRoutes.class);

    private final AuditService audit;
    private final AuditTrail trail;
    private final OperatorAccess operators;
    private final CursorCodec cursors;

    OperatorAuditRoutes(AuditService audit, AuditTrail trail, OperatorAccess operators, CursorCodec cursors) {
        this.audit = audit;
        this.trail = trail;
        this.operators = operators;
        this.cursors = cursors;
    }

    void register(@Observes ManagementInterface management) {
        operators.serve(management.router().get("/internal/audit"), this::list);
    }

    void note(@Observes OperatorRefused refused) {
        trail.note(SecurityEvent.anonymous(
                "operator.refused", Severity.CRITICAL, Optional.empty(), Origin.of(refused.request()), Map.of()));
    }

    private void list(RoutingContext routing) {
        MultiMap query = routing.queryParams();
        AuditFilter filter = AuditFilter.of(
                query.get("type"), query.get("severity"), query.get("actor"), query.get("from"), query.get("to"));
        String cursor = query.get("cursor");
        AuditPosition after = cursor == null ? AuditPosition.START : AuditPosition.of(cursors, cursor);
        audit.pageForOperator(
                        organization(query.get("organization")), filter, after, PageLimit.parse(query.get("limit")))
                .map(page -> AuditPageView.of(page, cursors))
                .subscribe()
                .with(page -> Reply.json(routing, 200, JsonObject.mapFrom(page)), failure -> fail(routing, failure));
    }

    private static Optional<OrganizationId> organization(@Nullable String id) {
        try {
            return Optional.ofNullable(id).map(OrganizationId::fromString);
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("organization", "organization must be a UUID.");
        }
    }

    private static void fail(RoutingContext routing, Throwable failure) {
        LOG.errorf(failure, "event=operator_audit_failed");
        Reply.problem(routing, Problem.of(CommonError.INTERNAL, "The audit trail could not be read."));
    }
}
