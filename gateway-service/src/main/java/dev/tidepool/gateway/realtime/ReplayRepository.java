package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Reads the rooms' streams, which the services' relays write in the order in which they publish. */
@Singleton
class ReplayRepository {

    private static final Logger LOG = Logger.getLogger(ReplayRepository.class);
    private static final int PAGE = 100;
    private static final Replay GAP = new Replay.Gap();

    private final Redis redis;
    private final RealtimeConfig config;

    ReplayRepository(Redis redis, RealtimeConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** What came after an event of this room; a gap when the stream does not hold that event any more. */
    Future<Replay> after(Room room, long event) {
        // The event itself is asked for too: as long as it is there, nothing after it is gone.
        return range(room, event + "-0", PAGE + 1)
                .map(entries -> startsAt(entries, event) ? page(room, entries.subList(1, entries.size())) : GAP);
    }

    /** What came after a moment at which the room need not have had an event. */
    Future<Replay> since(Room room, long position) {
        return range(room, "(" + position + "-0", PAGE).map(entries -> page(room, entries));
    }

    private Future<List<Response>> range(Room room, String from, int count) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(Channels.streamOf(room.name()))
                        .arg(from)
                        .arg("+")
                        .arg("COUNT")
                        .arg(count))
                .timeout(config.replayTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(answer -> listOf(Objects.requireNonNull(answer)))
                .onFailure(failure -> LOG.warnf("event=replay_failed reason=%s", failure.toString()));
    }

    private static List<Response> listOf(Response answer) {
        List<Response> entries = new ArrayList<>(answer.size());
        answer.forEach(entries::add);
        return entries;
    }

    private static boolean startsAt(List<Response> entries, long position) {
        return !entries.isEmpty() && positionOf(entries.getFirst()) == position;
    }

    private static Replay page(Room room, List<Response> entries) {
        return new Replay.Page(
                entries.stream().map(entry -> deliveryOf(room, entry)).toList(), entries.size() < PAGE);
    }

    /** An entry is its id, then its fields' names and values: we write one. */
    private static Delivery deliveryOf(Room room, Response entry) {
        String envelope = entry.get(1).get(1).toString();
        return Delivery.of(room, Event.ofJson(new JsonObject(envelope)), positionOf(entry));
    }

    private static long positionOf(Response entry) {
        String id = entry.get(0).toString();
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }
}
