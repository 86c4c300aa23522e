package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Several orders in one transaction: all of them happen, or none. Each is checked against the chain as it is before the
 * first of them, so no two are about one stake account.
 */
public record Batch(List<Order> orders) implements Order {

    /** More deactivations than that do not fit a transaction. */
    private static final int MOST = 23;

    public Batch {
        orders = List.copyOf(orders);
    }

    static Batch read(Fields fields) {
        List<Fields> operations = fields.objects("operations", MOST);
        return new Batch(IntStream.range(0, operations.size())
                .mapToObj(place -> at(place, () -> order(operations.get(place))))
                .toList());
    }

    private static Order order(Fields fields) {
        OrderKind kind = OrderKind.ofLabel(fields.required("kind", fields.text("kind")));
        if (kind.isByAmount() || kind.isLiquid() || kind == OrderKind.BATCH) {
            throw Problem.invalidField(
                    "kind", "kind must name what is done to which account; %s does not.".formatted(kind.label()));
        }
        Order order = kind.read(fields);
        fields.refuseOthers(kind.label());
        return order;
    }

    @Override
    public PublicKey principal() {
        return orders.getFirst().principal();
    }

    @Override
    public List<PublicKey> reads() {
        Set<PublicKey> reads = new LinkedHashSet<>();
        orders.forEach(order -> {
            reads.add(order.principal());
            reads.addAll(order.reads());
        });
        return List.copyOf(reads);
    }

    @Override
    public List<PublicKey> validators() {
        return orders.stream()
                .flatMap(order -> order.validators().stream())
                .distinct()
                .toList();
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Set<PublicKey> before = new HashSet<>();
        List<Draft> drafts = new ArrayList<>();
        for (int place = 0; place < orders.size(); place++) {
            Order order = orders.get(place);
            drafts.add(at(place, () -> {
                requireOwnAccounts(order, before, facts);
                return order.draft(facts, seeds);
            }));
        }
        return Draft.joined(drafts);
    }

    private static void requireOwnAccounts(Order order, Set<PublicKey> before, Facts facts) {
        Set<PublicKey> own = new HashSet<>(order.reads());
        own.removeIf(address -> !facts.isOwnedBy(StakeProgram.ID, address));
        for (PublicKey account : own) {
            if (!before.add(account)) {
                throw Problem.of(
                                OrderError.STAKE_STATE_CONFLICT,
                                "An operation before this one is about %s too: do them one after the other."
                                        .formatted(account))
                        .with("field", "operations");
            }
        }
    }

    /** What fails says in which operation, counted from 0. */
    private static <T> T at(int place, Supplier<T> step) {
        try {
            return step.get();
        } catch (Problem refused) {
            throw refused.with("operation", place);
        }
    }
}
