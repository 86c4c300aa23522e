package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.solana.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which transactions a list has; what is empty binds nothing. Its text is equal for equal filters only. */
record TransactionFilter(
        Optional<String> kind, Optional<String> state, Optional<String> wallet, Optional<Cluster> cluster) {

    /** @throws Problem 400 when something is none */
    static TransactionFilter of(
            @Nullable String kind, @Nullable String state, @Nullable String wallet, Optional<Cluster> cluster) {
        return new TransactionFilter(
                oneOf(
                        "kind",
                        kind,
                        Arrays.stream(OrderKind.values()).map(OrderKind::label).toList()),
                oneOf("state", state, TransactionState.LABELS),
                Optional.ofNullable(wallet).map(TransactionFilter::address),
                cluster);
    }

    private static Optional<String> oneOf(String field, @Nullable String given, List<String> known) {
        if (given != null && !known.contains(given)) {
            throw Problem.invalidField(field, "%s must be one of %s.".formatted(field, String.join(", ", known)));
        }
        return Optional.ofNullable(given);
    }

    private static String address(String text) {
        try {
            return PublicKey.parse(text).toString();
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField("wallet", "wallet: " + refused.getMessage() + ".");
        }
    }
}
