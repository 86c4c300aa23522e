package dev.tidepool.gateway.realtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads of rooms' streams, so many at once. When Redis comes back all that listen want to read, and the limits need Redis's
 * connections too; and those who listen in one room mostly want the same.
 */
@Singleton
class ReplayReads {

    private static final int AT_ONCE = 64;

    private final BiFunction<Room, Long, Future<Replay>> reader;
    private final Supplier<Future<Long>> lastPosition;
    private final LinkedHashMap<Wanted, Promise<Replay>> waiting = new LinkedHashMap<>();
    private int underWay;

    private record Wanted(Room room, long position) {}

    @Inject
    ReplayReads(ReplayRepository repository) {
        this(repository::read, repository::lastPosition);
    }

    ReplayReads(BiFunction<Room, Long, Future<Replay>> reader, Supplier<Future<Long>> lastPosition) {
        this.reader = reader;
        this.lastPosition = lastPosition;
    }

    /** What is in the stream at some time from now on. Completed on any thread; never fails. */
    Future<Replay> read(Room room, long position) {
        Future<Replay> answer = lineUp(new Wanted(room, position));
        begin();
        return answer;
    }

    /** Where a listener begins that comes now. */
    Future<Long> lastPosition() {
        return lastPosition.get();
    }

    private synchronized Future<Replay> lineUp(Wanted wanted) {
        return waiting.computeIfAbsent(wanted, absent -> Promise.promise()).future();
    }

    private void begin() {
        Map.Entry<Wanted, Promise<Replay>> next = next();
        if (next != null) {
            reader.apply(next.getKey().room(), next.getKey().position()).onComplete(answer -> {
                end();
                next.getValue().handle(answer);
                begin();
            });
        }
    }

    private synchronized Map.@Nullable Entry<Wanted, Promise<Replay>> next() {
        if (underWay == AT_ONCE || waiting.isEmpty()) {
            return null;
        }
        underWay++;
        return waiting.pollFirstEntry();
    }

    private synchronized void end() {
        underWay--;
    }
}
