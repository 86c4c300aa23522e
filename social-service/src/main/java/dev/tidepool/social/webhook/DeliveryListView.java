package dev.tidepool.social.webhook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of deliveries, the latest first. */
@JsonNaming(SnakeCaseStrategy.class)
record DeliveryListView(
        boolean success,
        List<DeliveryView> deliveries,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    static DeliveryListView of(Page<Delivery> page, Optional<String> next) {
        List<DeliveryView> deliveries = page.map(DeliveryView::of);
        return new DeliveryListView(true, deliveries, deliveries.size(), page.hasMore(), next.orElse(null));
    }
}
