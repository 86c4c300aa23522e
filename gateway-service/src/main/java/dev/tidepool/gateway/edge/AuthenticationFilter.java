package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.auth.Authenticator;
import dev.tidepool.gateway.limit.KeyLimit;
import dev.tidepool.gateway.route.Access;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.log.LogAllowance;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jboss.logging.Logger;

/** Establishes who calls and whether the route is for them. A bad credential is refused even where none is needed. */
@Singleton
class AuthenticationFilter {

    private static final Logger LOG = Logger.getLogger(AuthenticationFilter.class);

    private static final Caller NOBODY = new Caller.Anonymous(Set.of());

    private final Authenticator authenticator;
    private final SocketTickets tickets;
    private final AuthenticationMetrics outcomes;
    private final LogAllowance refusals = new LogAllowance(5);
    private final LogAllowance throttlings = new LogAllowance(5);
    private final LogAllowance outages = new LogAllowance(5);

    AuthenticationFilter(Authenticator authenticator, SocketTickets tickets, AuthenticationMetrics outcomes) {
        this.authenticator = authenticator;
        this.outcomes = outcomes;
        this.tickets = tickets;
    }

    /** What the request shows; completed at once when it is remembered. */
    Future<Authentication> authenticate(Exchange exchange) {
        return exchange.route().isSocket()
                ? tickets.redeem(exchange).orElseGet(() -> ofHeaders(exchange))
                : ofHeaders(exchange);
    }

    private Future<Authentication> ofHeaders(Exchange exchange) {
        return authenticator.authenticate(exchange.request().headers(), exchange::origin);
    }

    /** @throws Problem 401 or 403 when the route is not for whoever calls */
    void admit(Exchange exchange, Authentication result) {
        outcomes.count(result);
        Access access = exchange.route().access();
        Caller caller = switch (result) {
            case Authentication.Known known -> {
                exchange.credential(known);
                known(exchange, known);
                yield member(known.caller(), access);
            }
            case Authentication.Absent absent -> anonymous(access);
            case Authentication.Refused refused -> throw Problem.unauthorized("The credential is not valid.");
            case Authentication.Over over ->
                throw Problem.unauthorized("The credential is not valid any more. Refresh it, or log in again.");
            case Authentication.Throttled throttled -> throw throttled(throttled.retryAfter());
        };
        exchange.caller(caller);
    }

    /** Whatever comes of it, the request is this caller's. */
    private static void known(Exchange exchange, Authentication.Known known) {
        exchange.caller(known.caller());
        exchange.trace().called(known.caller());
        if (known.perMinute().isPresent()) {
            // The key's, whichever of its texts was shown.
            exchange.keyLimit(
                    new KeyLimit(known.caller().subject(), known.perMinute().getAsInt()));
        }
    }

    private static Caller member(Caller.Member member, Access access) {
        return switch (access) {
            case Access.Open open -> member;
            case Access.Public shared -> withGranted(member, shared.granted());
            case Access.Protected only -> {
                requireScope(member, only.scope());
                yield member;
            }
        };
    }

    private static Caller.Member withGranted(Caller.Member member, Set<String> granted) {
        if (granted.isEmpty()) {
            return member;
        }
        Set<String> scopes = new HashSet<>(member.scopes());
        scopes.addAll(granted);
        return new Caller.Member(member.subject(), member.organization(), member.tier(), member.roles(), scopes);
    }

    private static void requireScope(Caller.Member member, Optional<String> scope) {
        if (scope.isPresent() && !member.scopes().contains(scope.get())) {
            throw Problem.forbidden("The credential lacks the scope " + scope.get() + ".")
                    .with("scope", scope.get());
        }
    }

    private static Caller anonymous(Access access) {
        return switch (access) {
            case Access.Open open -> NOBODY;
            case Access.Public shared -> shared.granted().isEmpty() ? NOBODY : new Caller.Anonymous(shared.granted());
            case Access.Protected only -> throw Problem.unauthorized("Send an API key or an access token.");
        };
    }

    private static Problem throttled(Duration retryAfter) {
        return Problem.of(CommonError.RATE_LIMITED, "Too many credentials that are not valid came from your address.")
                .retryAfter(retryAfter);
    }

    /**
     * Tells of a refusal that stands: in the log, as often as that bears, and to the client how a credential is shown. Beyond the
     * limit of requests it does not stand: the client is too fast, whatever it shows.
     */
    Problem told(Exchange exchange, Authentication result, Problem refused) {
        switch (result) {
            case Authentication.Known known -> {}
            case Authentication.Absent absent -> unauthorized(exchange, "no credential");
            case Authentication.Refused invalid -> unauthorized(exchange, invalid.reason());
            case Authentication.Over over -> unauthorized(exchange, over.reason());
            case Authentication.Throttled throttled -> throttled(exchange);
        }
        return refused;
    }

    private void unauthorized(Exchange exchange, String reason) {
        exchange.response().putHeader("WWW-Authenticate", "Bearer");
        OptionalLong suppressed = refusals.next(System.nanoTime());
        if (suppressed.isPresent()) {
            exchange.identifyLog();
            LOG.infof(
                    "event=unauthorized reason=\"%s\" path=%s client=%s suppressed=%d",
                    reason, exchange.path(), exchange.client().address(), suppressed.getAsLong());
        }
    }

    private void throttled(Exchange exchange) {
        OptionalLong suppressed = throttlings.next(System.nanoTime());
        if (suppressed.isPresent()) {
            exchange.identifyLog();
            LOG.warnf(
                    "event=credentials_throttled path=%s client=%s suppressed=%d",
                    exchange.path(), exchange.client().address(), suppressed.getAsLong());
        }
    }

    /** The database does not answer. */
    Problem unavailable(Exchange exchange, Throwable failure) {
        outcomes.unavailable();
        OptionalLong suppressed = outages.next(System.nanoTime());
        if (suppressed.isPresent()) {
            exchange.identifyLog();
            LOG.errorf("event=authentication_unavailable reason=%s suppressed=%d", failure, suppressed.getAsLong());
        }
        return Problem.unavailable("Credentials cannot be checked right now. Try again.", Duration.ofSeconds(1));
    }
}
