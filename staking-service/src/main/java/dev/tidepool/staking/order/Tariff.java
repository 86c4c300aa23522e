package dev.tidepool.staking.order;

import dev.tidepool.staking.order.ServiceFee.Charged;
import java.util.Optional;

/**
 * What the operator adds to every transaction.
 *
 * @param unitMarginPercent on top of the compute units that a kind was measured to use
 * @param serviceFee empty where nothing is charged
 */
public record Tariff(int unitMarginPercent, Optional<ServiceFee> serviceFee) {

    Charged charge(Draft draft) {
        return serviceFee.map(fee -> fee.on(draft)).orElseGet(() -> Charged.free(draft));
    }
}
