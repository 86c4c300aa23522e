package dev.tidepool.gateway.support;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Something behind the edge that fails as nobody expected, for requests that ask for it. */
@Singleton
class FailingFilter {

    void register(@Observes Filters filters) {
        filters.register(FailingFilter::fail, 900);
    }

    private static void fail(RoutingContext routing) {
        if (routing.request().getHeader("X-Test-Failure") != null) {
            throw new IllegalStateException("a secret of the implementation");
        }
        routing.next();
    }
}
