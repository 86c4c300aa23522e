package dev.tidepool.social.trending;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Tells what moves at the moment. */
@ApplicationScoped
class TrendService {

    private final TrendRepository trends;

    TrendService(TrendRepository trends) {
        this.trends = trends;
    }

    Uni<TrendView> top(TrendWindow window, PageLimit limit) {
        Instant since = window.start(DatabaseTime.now());
        return Uni.combine()
                .all()
                .unis(
                        trends.posts(since, limit.value()),
                        trends.submolts(since, limit.value()),
                        trends.tags(since, limit.value()),
                        trends.skills(since, limit.value()))
                .asTuple()
                .map(read -> new TrendView(
                        true, window.wireName(), read.getItem1(), read.getItem2(), read.getItem3(), read.getItem4()));
    }
}
