package dev.tidepool.session.stream;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** How a model's answer is sent: whole when it is there, or as it comes. */
public final class ModelReply {

    private ModelReply() {}

    /**
     * @param request given up together with the answer when its connection closes
     * @param whole the answer as JSON
     */
    public static Uni<Response> of(
            RoutingContext request, boolean streamed, Supplier<Uni<EventStream>> events, Supplier<Uni<String>> whole) {
        return streamed
                ? events.get().map(EventStream::respond)
                : ClientPresence.during(request, whole.get())
                        .map(json -> Response.ok(json, MediaType.APPLICATION_JSON_TYPE)
                                .build());
    }
}
