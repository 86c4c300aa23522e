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

    private final Redis redis;
    private final RealtimeConfig config;

    ReplayRepository(Redis redis, RealtimeConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** What came after a position, at which the room need not have had an event. Never fails. */
    Future<Replay> read(Room room, long position) {
        // An event at the position is asked for too, and tells that it is still there.
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(Channels.streamOf(room.name()))
                        .arg(position + "-0")
                        .arg("+")
                        .arg("COUNT")
                        .arg(PAGE + 1))
                .timeout(config.replayTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(answer -> page(room, position, listOf(Objects.requireNonNull(answer))))
                .onFailure(failure -> LOG.warnf("event=replay_failed reason=%s", failure.toString()))
                .otherwise(new Replay.Unreadable());
    }

    /** The position of the last event that was published, or 1 when there was none; fails when Redis is away. */
    Future<Long> lastPosition() {
        return redis.send(Request.cmd(Command.GET).arg(Channels.LAST_POSITION))
                .timeout(config.replayTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(answer -> answer == null ? 1L : Long.parseLong(answer.toString()));
    }

    private static List<Response> listOf(Response answer) {
        List<Response> entries = new ArrayList<>(answer.size());
        answer.forEach(entries::add);
        return entries;
    }

    private static boolean startsAt(List<Response> entries, long position) {
        return !entries.isEmpty() && positionOf(entries.getFirst()) == position;
    }

    private static Replay page(Room room, long position, List<Response> entries) {
        boolean isAnchored = startsAt(entries, position);
        List<Delivery> after = entries.stream()
                .skip(isAnchored ? 1 : 0)
                .map(entry -> deliveryOf(room, entry))
                .toList();
        return new Replay.Page(after, isAnchored, entries.size() <= PAGE);
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
