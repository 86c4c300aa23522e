package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * The order in which a request passes the edge; higher comes first. Before it the kernel's RequestLog gives the request its
 * id. A filter answers or lets pass; what one refuses no later one sees.
 */
@ApplicationScoped
class EdgeFilters {

    private static final Logger LOG = Logger.getLogger(EdgeFilters.class);

    private final AnswerHeaders headers;
    private final RouteFilter routes;
    private final AuthenticationFilter authentication;
    private final LimitFilter limits;
    private final Dispatch dispatch;

    EdgeFilters(
            AnswerHeaders headers,
            RouteFilter routes,
            AuthenticationFilter authentication,
            LimitFilter limits,
            Dispatch dispatch) {
        this.headers = headers;
        this.routes = routes;
        this.authentication = authentication;
        this.limits = limits;
        this.dispatch = dispatch;
    }

    void register(@Observes Filters filters) {
        // Security headers, X-Response-Time, CORS: on every answer, refusals included.
        filters.register(guarded(headers::filter), 9_000);
        // Path, unknown route, method, content type, announced length, Origin of sockets.
        filters.register(guarded(routes::filter), 8_000);
        // Credential to caller; scope of the route.
        filters.register(guarded(authentication::filter), 7_000);
        // One decision for each request.
        filters.register(guarded(limits::filter), 6_000);
        // Proxy, or on to the gateway's own resources; headers are stripped and bodies counted on the way.
        filters.register(guarded(dispatch::filter), 5_000);
    }

    private static Handler<RoutingContext> guarded(Handler<RoutingContext> filter) {
        return routing -> guarded(routing, () -> filter.handle(routing));
    }

    /** Runs a step; what it throws becomes the answer. */
    static void guarded(RoutingContext routing, Runnable step) {
        try {
            step.run();
        } catch (Problem refused) {
            Reply.problem(routing, refused);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "event=edge_failed");
            Reply.problem(routing, Problem.of(CommonError.INTERNAL, "The request failed. Give the request id."));
        }
    }
}
