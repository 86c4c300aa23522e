package dev.tidepool.social.trending;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells when the top of a list of trends changed, in the transaction that remembers what was told. */
@ApplicationScoped
class TrendTopService {

    private final Pool pool;
    private final TrendTopRepository tops;
    private final Outbox outbox;
    private final Uuid7Generator ids;
    private final TrendConfig config;

    TrendTopService(Pool pool, TrendTopRepository tops, Outbox outbox, Uuid7Generator ids, TrendConfig config) {
        this.pool = pool;
        this.tops = tops;
        this.outbox = outbox;
        this.ids = ids;
        this.config = config;
    }

    /** How many lists were told of; none while another instance looks. */
    Uni<Integer> tell() {
        return pool.withTransaction(transaction -> tops.lock(transaction)
                .chain(locked -> locked
                        ? tellAll(transaction, DatabaseTime.now())
                        : Uni.createFrom().item(0)));
    }

    private Uni<Integer> tellAll(SqlConnection transaction, Instant now) {
        return Multi.createFrom()
                .items(TrendWindow.values())
                .onItem()
                .transformToUniAndConcatenate(window -> tellOf(transaction, window, now))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> tellOf(SqlConnection transaction, TrendWindow window, Instant now) {
        return Uni.combine()
                .all()
                .unis(tops.tops(transaction, window, config.toldTop()), tops.told(transaction, window))
                .asTuple()
                .map(read -> changes(window, read.getItem1(), read.getItem2(), now))
                .call(changes -> store(transaction, changes, now))
                .map(List::size);
    }

    /** A list's top and what was told of it before. */
    private record Change(TrendTop top, List<String> before) {}

    private List<Change> changes(
            TrendWindow window, List<TrendTop> present, List<TrendTopRepository.Told> told, Instant now) {
        Map<String, TrendTopRepository.Told> before =
                told.stream().collect(Collectors.toMap(TrendTopRepository.Told::kind, Function.identity()));
        Set<String> moving = present.stream().map(TrendTop::kind).collect(Collectors.toSet());
        Stream<TrendTop> still = before.keySet().stream()
                .filter(kind -> !moving.contains(kind))
                .map(kind -> new TrendTop(window, kind, List.of()));
        return Stream.concat(present.stream(), still)
                .filter(top -> isDue(top, before.get(top.kind()), now))
                .map(top -> new Change(
                        top,
                        before.containsKey(top.kind()) ? before.get(top.kind()).subjects() : List.of()))
                .toList();
    }

    private boolean isDue(TrendTop top, TrendTopRepository.@Nullable Told told, Instant now) {
        return told == null
                || (!top.subjects().equals(told.subjects())
                        && !now.isBefore(told.at().plus(config.toldEvery())));
    }

    private Uni<Void> store(SqlConnection transaction, List<Change> changes, Instant now) {
        return Multi.createFrom()
                .iterable(changes)
                .onItem()
                .transformToUniAndConcatenate(change -> tops.store(transaction, change.top(), now)
                        .chain(() -> outbox.append(
                                transaction,
                                TrendEvent.changed(ids.next(EventId::new), change.top(), change.before(), now))))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
