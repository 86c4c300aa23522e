package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Sysvars;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An order with its terms, as it was asked for. Its text is equal for equal requests only. */
public record OrderRequest(OrderKind kind, Order order, Terms terms) {

    /** What the chain tells at once, less one for the operator's account; a transaction has room for less. */
    private static final int MOST_READS = 99;

    /**
     * Reads a JSON object.
     *
     * @throws Problem 400 that names the field that is missing, wrong, or none of the kind's
     */
    public static OrderRequest read(OrderKind kind, Map<String, ? extends @Nullable Object> body) {
        Fields fields = new Fields(body);
        Order order = kind.read(fields);
        Terms terms = Terms.read(fields, order.principal());
        fields.refuseOthers(kind.label());
        if (terms.nonce()
                .filter(nonce -> order.reads().contains(nonce.account()))
                .isPresent()) {
            throw Problem.invalidField(
                    "nonceAccount",
                    "nonceAccount must be another than those it is about, or be left out: a nonce serves once.");
        }
        OrderRequest request = new OrderRequest(kind, order, terms);
        if (request.reads().size() > MOST_READS) {
            throw Problem.of(OrderError.TRANSACTION_TOO_LARGE, "It names more accounts than fit. Order less at once.")
                    .with("field", "operations");
        }
        return request;
    }

    /** What must be known of the chain: everybody's balance, the accounts' states and the time; at most 99. */
    public List<PublicKey> reads() {
        Set<PublicKey> reads = new LinkedHashSet<>(List.of(Sysvars.CLOCK, order.principal(), terms.feePayer()));
        reads.addAll(order.reads());
        terms.nonce().ifPresent(nonce -> reads.add(nonce.account()));
        return List.copyOf(reads);
    }

    /** Whether it depends on what wallets hold and on no other account, nor on the time. */
    public boolean isOfWalletsAlone() {
        return order.isOfWalletsAlone() && terms.nonce().isEmpty();
    }

    /** Vote accounts that it names. */
    public List<PublicKey> validators() {
        return order.validators();
    }

    /** The same within another budget. */
    public OrderRequest with(Terms.UnitLimit limit, Terms.UnitPrice price) {
        return new OrderRequest(kind, order, terms.with(limit, price));
    }
}
