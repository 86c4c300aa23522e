package dev.tidepool.staking.chain;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The chain of each cluster, as its first endpoint told it last: for starts at which that one is away. */
@ApplicationScoped
class GenesisMemory {

    private static final String RECALL = "SELECT genesis_hash FROM staking.chains WHERE cluster = $1";

    private static final String REMEMBER = """
            INSERT INTO staking.chains (cluster, genesis_hash) VALUES ($1, $2)
            ON CONFLICT (cluster) DO UPDATE SET genesis_hash = $2, told_at = now()""";

    private final Pool pool;

    GenesisMemory(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<String>> recall(String cluster) {
        return pool.preparedQuery(RECALL)
                .execute(Tuple.of(cluster))
                .map(rows -> Rows.first(rows, row -> row.getString("genesis_hash")));
    }

    Uni<Void> remember(String cluster, String hash) {
        return pool.preparedQuery(REMEMBER).execute(Tuple.of(cluster, hash)).replaceWithVoid();
    }
}
