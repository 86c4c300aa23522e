package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.auth.Authenticator;
import dev.tidepool.gateway.auth.EdgeCaller;
import dev.tidepool.gateway.auth.EdgeCredential;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.route.Access;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.opentelemetry.api.trace.Span;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Establishes who calls and whether the route is for them. A bad credential is refused even where none is needed. */
@ApplicationScoped
class AuthenticationFilter {

    private static final Logger LOG = Logger.getLogger(AuthenticationFilter.class);

    private final Authenticator authenticator;
    private final SocketTickets tickets;

    AuthenticationFilter(Authenticator authenticator, SocketTickets tickets) {
        this.authenticator = authenticator;
        this.tickets = tickets;
    }

    void filter(RoutingContext routing) {
        if (EdgeRequest.of(routing).route().access() instanceof Access.Open) {
            routing.next();
            return;
        }
        // The body waits until somebody is there to take it.
        routing.request().pause();
        tickets.redeem(routing)
                .orElseGet(() -> authenticator.authenticate(routing.request().headers(), () -> Origin.of(routing)))
                .onSuccess(result -> EdgeFilters.guarded(routing, () -> settle(routing, result)))
                .onFailure(failure -> unavailable(routing, failure));
    }

    private void settle(RoutingContext routing, Authentication result) {
        Access access = EdgeRequest.of(routing).route().access();
        Caller caller = switch (result) {
            case Authentication.Known known -> {
                EdgeCredential.put(routing, known);
                yield member(known.caller(), access);
            }
            case Authentication.Absent absent -> anonymous(routing, access);
            case Authentication.Refused refused ->
                throw unauthorized(routing, "The credential is not valid.", refused.reason());
            case Authentication.Throttled throttled -> throw throttled(routing, throttled.retryAfter());
        };
        if (caller instanceof Caller.Member member) {
            MDC.put("organization", member.organization().toString());
            describe(Span.current(), member);
        }
        EdgeCaller.put(routing, caller);
        routing.next();
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

    private static Caller anonymous(RoutingContext routing, Access access) {
        return switch (access) {
            case Access.Open open -> new Caller.Anonymous(Set.of());
            case Access.Public shared -> new Caller.Anonymous(shared.granted());
            case Access.Protected only ->
                throw unauthorized(routing, "Send an API key or an access token.", "no credential");
        };
    }

    private static Problem unauthorized(RoutingContext routing, String detail, String reason) {
        LOG.infof(
                "event=unauthorized reason=\"%s\" path=%s client=%s",
                reason,
                EdgeRequest.of(routing).path(),
                routing.request().remoteAddress().hostAddress());
        routing.response().putHeader("WWW-Authenticate", "Bearer");
        return Problem.unauthorized(detail);
    }

    private static Problem throttled(RoutingContext routing, Duration retryAfter) {
        LOG.warnf(
                "event=credentials_throttled path=%s client=%s",
                EdgeRequest.of(routing).path(),
                routing.request().remoteAddress().hostAddress());
        return Problem.of(CommonError.RATE_LIMITED, "Too many credentials that are not valid came from your address.")
                .retryAfter(retryAfter);
    }

    private static void describe(Span span, Caller.Member member) {
        if (span.isRecording()) {
            span.setAttribute("tidepool.organization", member.organization().toString());
            span.setAttribute("tidepool.tier", member.tier().wireName());
        }
    }

    private static void unavailable(RoutingContext routing, Throwable failure) {
        LOG.errorf("event=authentication_unavailable reason=%s", failure.toString());
        Reply.problem(
                routing,
                Problem.unavailable("Credentials cannot be checked right now. Try again.", Duration.ofSeconds(1)));
    }
}
