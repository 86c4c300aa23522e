package dev.tidepool.gateway.edge;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/** Drops what a resource answers after the request's time was up, or its client gone: the framework would fail to write it. */
@Provider
class LateAnswers implements ContainerResponseFilter {

    private static final ServerRestHandler[] NOTHING_MORE = {};

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request instanceof ResteasyReactiveContainerRequestContext known
                && known.getServerRequestContext() instanceof ResteasyReactiveRequestContext late
                && late.serverResponse().closed()) {
            // At its end the framework frees what it holds for the request.
            late.restart(NOTHING_MORE, true);
        }
    }
}
