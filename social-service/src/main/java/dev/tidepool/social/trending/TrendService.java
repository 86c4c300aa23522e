package dev.tidepool.social.trending;

import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells what moves at the moment. */
@ApplicationScoped
class TrendService {

    private final TrendRepository trends;

    TrendService(TrendRepository trends) {
        this.trends = trends;
    }

    Uni<TrendView> top(TrendWindow window, PageLimit limit) {
        return Uni.combine()
                .all()
                .unis(
                        trends.posts(window, limit.value()),
                        trends.submolts(window, limit.value()),
                        trends.tags(window, limit.value()),
                        trends.skills(window, limit.value()))
                .asTuple()
                .map(read -> new TrendView(
                        true, window.wireName(), read.getItem1(), read.getItem2(), read.getItem3(), read.getItem4()));
    }
}
