package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.ComputeBudget;
import dev.tidepool.staking.solana.CreateAndDelegate;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import java.util.ArrayList;
import java.util.List;

/** An order that the chain would take, and its transaction. Pure: the same order, facts and seed give the same bytes. */
record StakePlan(
        StakeOrder order,
        CreateAndDelegate stake,
        Transaction transaction,
        long lastValidBlockHeight,
        Fees fees,
        List<Warning> warnings) {

    private static final int ALL = 100;

    StakePlan {
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks the order against the chain, then builds.
     *
     * @throws Problem 422 that names the field and the remedy
     */
    static StakePlan of(StakeOrder order, ChainFacts facts, String seed, int unitLimit) {
        VoteAccount validator = facts.validator().orElseThrow(() -> unknownValidator(order));
        requireMinimum(order, facts);
        ComputeBudget budget = new ComputeBudget(unitLimit, order.unitPrice());
        Fees fees = Fees.of(order.isSponsored() ? 2 : 1, budget, facts.stakeRent());
        requireFunds(order, facts, fees);
        CreateAndDelegate stake = new CreateAndDelegate(
                order.owner(), order.validator(), order.lamports(), facts.stakeRent(), seed, budget);
        Transaction transaction = Transaction.unsigned(MessageCompiler.compile(
                order.version(), order.feePayer(), facts.blockhash().hash(), stake.instructions()));
        return new StakePlan(
                order, stake, transaction, facts.blockhash().lastValidBlockHeight(), fees, warnings(validator));
    }

    private static Problem unknownValidator(StakeOrder order) {
        return Problem.of(
                        TransactionError.VALIDATOR_NOT_FOUND,
                        "%s is no vote account of this cluster. GET /v1/staking/validators lists them."
                                .formatted(order.validator()))
                .with("field", "validator");
    }

    private static void requireMinimum(StakeOrder order, ChainFacts facts) {
        if (order.lamports().isLessThan(facts.minimumDelegation())) {
            throw Problem.of(
                            TransactionError.AMOUNT_BELOW_MINIMUM,
                            "The cluster delegates no less than %s lamports.".formatted(facts.minimumDelegation()))
                    .with("field", "lamports")
                    .with("minimum", facts.minimumDelegation().toString());
        }
    }

    private static void requireFunds(StakeOrder order, ChainFacts facts, Fees fees) {
        Lamports stake = order.lamports().plusCapped(fees.rent());
        if (order.isSponsored()) {
            requireBalance("lamports", order.owner(), facts.ownerBalance(), stake, facts);
            requireBalance("feePayer", order.feePayer(), facts.feePayerBalance(), fees.network(), facts);
        } else {
            requireBalance("lamports", order.owner(), facts.ownerBalance(), stake.plusCapped(fees.network()), facts);
        }
    }

    private static void requireBalance(
            String field, PublicKey account, Lamports balance, Lamports needed, ChainFacts facts) {
        if (balance.isLessThan(needed)) {
            throw Problem.of(
                            TransactionError.INSUFFICIENT_FUNDS,
                            "%s holds %s lamports and needs %s. Fund it, or stake less."
                                    .formatted(account, balance, needed))
                    .with("field", field)
                    .with("required", needed.toString())
                    .with("available", balance.toString());
        }
        Lamports left = balance.minus(needed);
        if (!left.isZero() && left.isLessThan(facts.walletRent())) {
            throw Problem.of(
                            TransactionError.REMAINDER_BELOW_RENT,
                            "%s would keep %s lamports; it must keep none or at least %s. Fund it, or change the amount."
                                    .formatted(account, left, facts.walletRent()))
                    .with("field", field)
                    .with("minimumRemainder", facts.walletRent().toString());
        }
    }

    private static List<Warning> warnings(VoteAccount validator) {
        List<Warning> warnings = new ArrayList<>();
        if (validator.delinquent()) {
            warnings.add(Warning.VALIDATOR_DELINQUENT);
        }
        if (validator.commissionPercent() == ALL) {
            warnings.add(Warning.FULL_COMMISSION);
        }
        return warnings;
    }
}
