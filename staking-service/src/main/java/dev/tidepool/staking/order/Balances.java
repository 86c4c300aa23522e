package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether wallets can give what they are to give, and keep nothing or at least the rent of an account without data.
 *
 * <p>The fee is taken first, then lamports go out, then they come in: nobody can spend what comes in.
 */
final class Balances {

    private final Facts facts;
    private final PublicKey feePayer;
    private final Lamports fee;

    Balances(Facts facts, PublicKey feePayer, Lamports fee) {
        this.facts = facts;
        this.feePayer = feePayer;
        this.fee = fee;
    }

    void require(List<Flow> flows) {
        Map<PublicKey, List<Flow>> byWallet = new LinkedHashMap<>();
        flows.forEach(flow -> byWallet.merge(flow.wallet(), List.of(flow), Balances::joined));
        byWallet.putIfAbsent(feePayer, List.of());
        byWallet.forEach(this::require);
    }

    private void require(PublicKey wallet, List<Flow> flows) {
        boolean pays = wallet.equals(feePayer);
        Lamports out = sum(flows, Flow::isOut).plusCapped(pays ? fee : Lamports.ZERO);
        Lamports in = sum(flows, flow -> !flow.isOut());
        String field = flows.stream()
                .filter(Flow::isOut)
                .findFirst()
                .or(() -> pays ? Optional.empty() : flows.stream().findFirst())
                .map(Flow::field)
                .orElse("feePayer");
        Lamports balance = facts.balance(wallet);
        if (balance.isLessThan(out)) {
            throw Problem.of(
                            OrderError.INSUFFICIENT_FUNDS,
                            "%s holds %s lamports and needs %s. Fund it, or stake less."
                                    .formatted(wallet, balance, out))
                    .with("field", field)
                    .with("required", out.toString())
                    .with("available", balance.toString());
        }
        if (pays) {
            requireRent(field, wallet, balance.minus(fee));
        }
        requireRent(field, wallet, balance.minus(out).plusCapped(in));
    }

    private void requireRent(String field, PublicKey wallet, Lamports left) {
        Lamports rent = facts.rents().wallet();
        if (!left.isZero() && left.isLessThan(rent)) {
            throw Problem.of(
                            OrderError.REMAINDER_BELOW_RENT,
                            "%s would keep %s lamports; it must keep none or at least %s. Fund it, or change the amount."
                                    .formatted(wallet, left, rent))
                    .with("field", field)
                    .with("minimumRemainder", rent.toString());
        }
    }

    private static Lamports sum(List<Flow> flows, Predicate<Flow> counted) {
        return flows.stream().filter(counted).map(Flow::lamports).reduce(Lamports.ZERO, Lamports::plusCapped);
    }

    private static List<Flow> joined(List<Flow> some, List<Flow> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
