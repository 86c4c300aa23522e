package dev.tidepool.session.canvas;

import dev.tidepool.session.session.Session;
import dev.tidepool.session.socket.EventContents;
import dev.tidepool.session.socket.StoredEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Changes of a canvas as sockets tell them: with their messages, as long as the version is kept. */
@ApplicationScoped
class CanvasChanges implements EventContents {

    static final String TYPE = "canvas:updated";

    private final CanvasRepository canvases;

    CanvasChanges(CanvasRepository canvases) {
        this.canvases = canvases;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Uni<Contents> of(SqlConnection transaction, Session session, List<StoredEvent> events) {
        Map<Long, Long> places =
                events.stream().collect(Collectors.toMap(CanvasChanges::versionOf, StoredEvent::sequence));
        return canvases.changes(transaction, session, List.copyOf(places.keySet()))
                .map(kept -> kept.stream()
                        .collect(Collectors.toMap(
                                version -> Objects.requireNonNull(places.get(version.version())), CanvasChanges::data)))
                .map(Contents::ofAll);
    }

    private static long versionOf(StoredEvent event) {
        return event.data().getLong("version");
    }

    private static String data(CanvasVersion version) {
        return "{\"version\":" + version.version() + ",\"messages\":" + CanvasLines.list(version.changes()) + "}";
    }
}
