package dev.tidepool.staking.webhook;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a page of deliveries, the latest first. */
public record DeliveryListView(
        List<DeliveryView> deliveries,

        @Schema(description = "Leads to the next page; absent on the last")
        Optional<String> nextCursor) {}
