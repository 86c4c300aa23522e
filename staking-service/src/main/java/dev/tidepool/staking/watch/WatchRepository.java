package dev.tidepool.staking.watch;

import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.webhook.WebhookFanOut;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The wallets that webhooks name, and what was seen of them last. */
@ApplicationScoped
class WatchRepository {

    /** Moving the next look ahead is the lease: another instance skips it until then. */
    private static final String TAKE = """
            UPDATE staking.watched_wallets w
            SET looks = w.looks + 1, next_look_at = now() + $2::bigint * interval '1 millisecond'
            FROM (
                SELECT cluster, wallet FROM staking.watched_wallets
                WHERE next_look_at <= now() AND cluster = ANY ($3) ORDER BY next_look_at LIMIT $1
                FOR UPDATE SKIP LOCKED) mine
            WHERE w.cluster = mine.cluster AND w.wallet = mine.wallet
            RETURNING w.cluster, w.wallet, w.looks, w.seen_epoch, w.rewarded_epoch, w.seen""";

    /** What another look has overtaken stores nothing. */
    private static final String STORE = """
            UPDATE staking.watched_wallets
            SET next_look_at = now() + $3::bigint * interval '1 millisecond', seen_epoch = $4, rewarded_epoch = $5, seen = $6
            WHERE wallet = $1 AND looks = $2 AND cluster = $7""";

    /** It is no sooner looked at than what was seen. */
    private static final String POSTPONE = """
            UPDATE staking.watched_wallets SET next_look_at = now() + $3::bigint * interval '1 millisecond'
            WHERE wallet = $1 AND looks = $2 AND cluster = $4""";

    private static final String FORGET = """
            DELETE FROM staking.watched_wallets WHERE NOT EXISTS (
                SELECT FROM staking.webhooks w
                WHERE w.wallets @> ARRAY[watched_wallets.wallet] AND w.cluster = watched_wallets.cluster AND w.disabled_reason IS NULL)""";

    /** Those of a webhook that was made while they were forgotten. */
    private static final String REMEMBER = """
            INSERT INTO staking.watched_wallets (cluster, wallet)
            SELECT DISTINCT w.cluster, named FROM staking.webhooks w, unnest(w.wallets) named
            WHERE w.disabled_reason IS NULL ORDER BY w.cluster, named ON CONFLICT (cluster, wallet) DO NOTHING""";

    private final Pool pool;
    private final WebhookFanOut webhooks;
    private final Clusters clusters;

    WatchRepository(Pool pool, WebhookFanOut webhooks, Clusters clusters) {
        this.pool = pool;
        this.webhooks = webhooks;
        this.clusters = clusters;
    }

    Uni<List<Watched>> take(Cluster cluster, int most, Duration lease) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(most, lease.toMillis(), cluster.names().toArray(String[]::new)))
                .map(rows -> Rows.list(rows, WatchRepository::watched));
    }

    /** What was seen, and the deliveries of what is different, in one transaction. Whether this look was the latest. */
    Uni<Boolean> store(Watched watched, Sight now, long rewardedEpoch, List<Change> changes, Duration next) {
        Tuple values = Tuple.tuple()
                .addString(watched.wallet().toString())
                .addLong(watched.looks())
                .addLong(next.toMillis())
                .addLong(now.epoch())
                .addLong(rewardedEpoch)
                .addString(now.toText())
                .addString(watched.cluster());
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(STORE)
                .execute(values)
                .chain(stored -> stored.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : Each.inTurn(changes, change -> tell(transaction, watched, change))
                                .replaceWith(true)));
    }

    Uni<Void> postpone(Watched watched, Duration next) {
        return pool.preparedQuery(POSTPONE)
                .execute(Tuple.of(watched.wallet().toString(), watched.looks(), next.toMillis(), watched.cluster()))
                .replaceWithVoid();
    }

    Uni<Void> tidy() {
        return pool.query(FORGET)
                .execute()
                .chain(() -> pool.query(REMEMBER).execute())
                .replaceWithVoid();
    }

    private Uni<Void> tell(SqlConnection transaction, Watched watched, Change change) {
        PublicKey wallet = watched.wallet();
        JsonObject data = change.data().copy().put("wallet", wallet.toString()).put("cluster", watched.cluster());
        return webhooks.tell(
                transaction,
                wallet,
                clusters.sameAs(watched.cluster()),
                change.type(),
                wallet + ":" + change.subject(),
                data);
    }

    private static Watched watched(Row row) {
        Optional<Sight> before =
                Optional.ofNullable(row.getString("seen")).map(text -> Sight.read(row.getLong("seen_epoch"), text));
        return new Watched(
                row.getString("cluster"),
                PublicKey.parse(row.getString("wallet")),
                row.getLong("looks"),
                before,
                Optional.ofNullable(row.getLong("rewarded_epoch")).orElse(0L));
    }
}
