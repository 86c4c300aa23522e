package dev.tidepool.session.usage;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Deletes what is past its retention. The database's function does it as the table's owner. */
@ApplicationScoped
class TokenUseJob {

    private static final Logger LOG = Logger.getLogger(TokenUseJob.class);

    private static final String FORGET = "SELECT session.forget_token_use($1, $2) AS forgotten";

    private final Pool pool;
    private final TokenUseConfig config;

    TokenUseJob(Pool pool, TokenUseConfig config) {
        this.pool = pool;
        this.config = config;
        if (config.retentionMonths() < 1) {
            throw new IllegalArgumentException("tidepool.token-use.retention-months must be at least 1");
        }
    }

    @Scheduled(every = "12h", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        LocalDate before = YearMonth.now(ZoneOffset.UTC)
                .minusMonths(config.retentionMonths())
                .atDay(1);
        return forget(before, 0)
                .invoke(forgotten -> {
                    if (forgotten > 0) {
                        LOG.infof("event=token_use_forgotten rows=%d", forgotten);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Long> forget(LocalDate before, long already) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(before, config.deleteBatch()))
                .map(rows -> rows.iterator().next().getInteger("forgotten"))
                .chain(forgotten -> forgotten < config.deleteBatch()
                        ? Uni.createFrom().item(already + forgotten)
                        : forget(before, already + forgotten));
    }
}
