package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.problem.ProblemAnswer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.MDC;

/** Authenticates a request to a service by the gateway's internal token, and by nothing else. */
@ApplicationScoped
@IfBuildProperty(name = "tidepool.internal-token.enabled", stringValue = "true", enableIfMissing = true)
class InternalTokenMechanism implements HttpAuthenticationMechanism {

    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    private static final String BEARER = "Bearer ";

    private final InternalTokens tokens;

    InternalTokenMechanism(InternalTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext routing, IdentityProviderManager providers) {
        String header = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            return Uni.createFrom().nullItem();
        }
        return tokens.callerOf(header.substring(BEARER.length())).map(InternalTokenMechanism::identify);
    }

    private static SecurityIdentity identify(Caller caller) {
        if (caller instanceof Caller.Member member) {
            MDC.put("organization", member.organization().toString());
        }
        return CallerIdentity.of(caller);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext routing) {
        return Uni.createFrom()
                .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), WWW_AUTHENTICATE, "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext routing) {
        routing.response().putHeader(WWW_AUTHENTICATE, "Bearer");
        ProblemAnswer.send(routing, Problem.unauthorized("This service is reached through the gateway only."));
        return Uni.createFrom().item(true);
    }
}
