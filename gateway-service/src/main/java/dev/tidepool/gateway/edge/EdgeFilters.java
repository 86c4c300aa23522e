package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.client.Clients;
import dev.tidepool.gateway.limit.RateDecision;
import dev.tidepool.gateway.route.Access;
import dev.tidepool.gateway.wire.BodyFailure;
import dev.tidepool.gateway.wire.Refusal;
import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of every request through the edge, whoever serves it in the end; a step answers or lets pass, and what one refuses
 * no later one sees:
 *
 * <ol>
 *   <li>request id and trace; security headers, X-Response-Time and CORS on every answer, refusals included; at its end one line
 *       of log and its time
 *   <li>what the wire refused; the client behind trusted proxies
 *   <li>unknown route, method, content type, announced length, Origin of sockets; what is refused here counts against its address
 *   <li>credential to caller; scope of the route: a request without a credential that is refused, or with one that is over, counts
 *       against its address, one without the scope against its caller
 *   <li>one decision on the limits, for which a short message that may call a dear tool is read; probes have no caller and are not
 *       counted
 *   <li>proxy, or on to the gateway's own resources; headers are stripped and bodies counted on the way
 * </ol>
 *
 * <p>What a request goes through are singletons, called without the container's proxies. No step waits unless it must ask the database or Redis, and the whole of it is methods called one by another on the event loop.
 */
@Singleton
class EdgeFilters {

    private static final Logger LOG = Logger.getLogger(EdgeFilters.class);
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestContext.REQUEST_ID_HEADER);

    private final RequestTraces traces;
    private final AnswerHeaders headers;
    private final Settlement settlement;
    private final Clients clients;
    private final Forgeries forgeries;
    private final Denials denials;
    private final RouteFilter routes;
    private final AuthenticationFilter authentication;
    private final LimitFilter limits;
    private final Dispatch dispatch;

    EdgeFilters(
            RequestTraces traces,
            AnswerHeaders headers,
            Settlement settlement,
            Clients clients,
            Forgeries forgeries,
            Denials denials,
            RouteFilter routes,
            AuthenticationFilter authentication,
            LimitFilter limits,
            Dispatch dispatch) {
        this.traces = traces;
        this.headers = headers;
        this.settlement = settlement;
        this.clients = clients;
        this.forgeries = forgeries;
        this.denials = denials;
        this.routes = routes;
        this.authentication = authentication;
        this.limits = limits;
        this.dispatch = dispatch;
    }

    /** Takes a request in. Its body waits until somebody is there to take it. */
    void enter(HttpServerRequest request, Exchange.LocalService local) {
        if (!request.isEnded()) {
            request.pause();
        }
        Exchange exchange =
                new Exchange(request, requestId(request.getHeader(REQUEST_ID)), traces.of(request), local, settlement);
        exchange.response().headersEndHandler(head -> headers.write(exchange));
        settlement.watch(exchange);
        BodyFailure.listen(request, exchange);
        if (!exchange.isSettled()) {
            guarded(exchange, this::route);
        }
    }

    private static String requestId(@Nullable String given) {
        return given != null && RequestContext.isValidRequestId(given) ? given : newId();
    }

    /** Unique, and nobody's secret: the quick source of random bits will do. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Uuid7.of(System.currentTimeMillis(), random.nextLong(), random.nextLong())
                .toString();
    }

    private void route(Exchange exchange) {
        Optional<Refusal> refusal = Refusal.of(exchange.request());
        if (refusal.isPresent()) {
            throw refusal.get().problem();
        }
        exchange.client(clients.of(exchange.client(), exchange.request()));
        if (!admits(exchange)) {
            return;
        }
        if (exchange.route().access() instanceof Access.Open) {
            dispatch.serve(exchange);
        } else {
            then(exchange, authentication.authenticate(exchange), this::authenticated);
        }
    }

    private boolean admits(Exchange exchange) {
        try {
            return routes.admits(exchange);
        } catch (Problem refused) {
            countRefused(exchange, known -> refused);
            return false;
        }
    }

    private void countRefused(Exchange exchange, Function<Exchange, Problem> refusal) {
        then(exchange, limits.decideRefused(exchange), (known, decision) -> {
            limits.admit(known, decision.result());
            throw refusal.apply(known);
        });
    }

    private void authenticated(Exchange exchange, AsyncResult<Authentication> result) {
        if (result.failed()) {
            throw authentication.unavailable(exchange, result.cause());
        }
        try {
            authentication.admit(exchange, result.result());
        } catch (Problem refused) {
            refuse(exchange, result.result(), refused);
            return;
        }
        then(exchange, Price.of(exchange), this::priced);
    }

    private void priced(Exchange exchange, AsyncResult<Integer> requests) {
        // A body that does not come to its end is refused by who reads the wire.
        if (requests.succeeded()) {
            then(exchange, limits.decide(exchange, requests.result()), this::counted);
        }
    }

    private void refuse(Exchange exchange, Authentication result, Problem refused) {
        switch (result) {
            case Authentication.Known known -> countRefused(exchange, counted -> denials.note(counted, refused));
            case Authentication.Absent absent ->
                countRefused(exchange, counted -> authentication.told(counted, result, refused));
            case Authentication.Over over ->
                countRefused(exchange, counted -> authentication.told(counted, result, refused));
            // What is not valid has been counted by itself.
            case Authentication.Refused invalid -> throw authentication.told(exchange, result, refused);
            case Authentication.Throttled many -> throw authentication.told(exchange, result, refused);
        }
    }

    private void counted(Exchange exchange, AsyncResult<RateDecision> result) {
        limits.admit(exchange, result.result());
        forgeries.note(exchange);
        dispatch.serve(exchange);
    }

    /** Goes on at once when there is nothing to wait for, as for most requests. */
    private static <T> void then(Exchange exchange, Future<T> future, BiConsumer<Exchange, AsyncResult<T>> step) {
        if (future.isComplete()) {
            step.accept(exchange, future);
        } else {
            future.onComplete(result -> {
                // Who left meanwhile, or whose body was refused, needs no more.
                if (!exchange.isSettled()) {
                    guarded(exchange, known -> step.accept(known, result));
                }
            });
        }
    }

    /** Runs a step; what it throws becomes the answer. */
    private static void guarded(Exchange exchange, java.util.function.Consumer<Exchange> step) {
        try {
            step.accept(exchange);
        } catch (Problem refused) {
            exchange.refuse(refused);
        } catch (RuntimeException failure) {
            exchange.identifyLog();
            LOG.errorf(failure, "event=edge_failed");
            exchange.refuse(Problem.of(CommonError.INTERNAL, "The request failed. Give the request id."));
        }
    }
}
