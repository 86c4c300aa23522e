package dev.tidepool.session.stream;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes a stream of events as they come, and gives it up when the client goes away.
 * The framework's own writer of events would omit the space that OpenAI puts after the colon.
 */
@Provider
class EventStreamWriter implements ServerMessageBodyWriter<EventStream> {

    private final StreamConfig config;

    EventStreamWriter(StreamConfig config) {
        this.config = config;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == EventStream.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == EventStream.class;
    }

    @Override
    public void writeResponse(EventStream reply, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        RoutingContext routing = request.unwrap(RoutingContext.class);
        HttpServerResponse response = routing.response().setChunked(true);
        KeepAlive alive = KeepAlive.start(routing.vertx(), response, config.keepAlive());
        request.suspend();
        EventWriting writing = new EventWriting(response, alive, request::resume);
        ClientPresence.whenGone(response, context.serverResponse()::addCloseHandler, writing::cancel);
        reply.events().subscribe().withSubscriber(writing);
    }

    @Override
    public void writeTo(
            EventStream reply,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("a stream of events is only written to a server's response");
    }
}
