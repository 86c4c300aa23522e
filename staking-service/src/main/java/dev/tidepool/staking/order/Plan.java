package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.ComputeBudget;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MemoProgram;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.SystemProgram;
import dev.tidepool.staking.solana.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A request that the chain would take, and its transaction. Pure: the same request, facts and seeds give the same bytes. */
public record Plan(OrderRequest request, Draft draft, Transaction transaction, Lifetime lifetime, Fees fees) {

    private static final int PERCENT = 100;

    /** Measured: the program writes the text into the log. */
    private static final int MEMO_UNITS = 10_000;

    private static final int MEMO_UNITS_PER_BYTE = 400;

    /**
     * Checks the request against the chain, then builds.
     *
     * @throws Problem 422 that names the field and the remedy
     */
    public static Plan of(
            OrderRequest request, Facts facts, Lifetime.Recent recent, Supplier<String> seeds, Tariff tariff) {
        Terms terms = request.terms();
        Lifetime lifetime = lifetime(terms, facts, recent);
        ServiceFee.Charged charged = tariff.charge(request.order().draft(facts, seeds));
        Draft draft = charged.draft();
        ComputeBudget budget = new ComputeBudget(limit(draft, terms, tariff.unitMarginPercent()), price(terms));
        Transaction transaction = compile(terms, lifetime, instructions(draft, budget, terms, lifetime));
        Fees fees = Fees.of(transaction.message().requiredSigners().size(), budget, charged.fee(), draft.rent());
        new Balances(facts, terms.feePayer(), fees.network()).require(draft.flows());
        return new Plan(request, draft, transaction, lifetime, fees);
    }

    private static Lifetime lifetime(Terms terms, Facts facts, Lifetime.Recent recent) {
        return terms.nonce().<Lifetime>map(nonce -> durable(nonce, facts)).orElse(recent);
    }

    private static Lifetime durable(Terms.DurableNonce nonce, Facts facts) {
        NonceAccount found = facts.nonce("nonceAccount", nonce.account());
        Checks.requireAuthority(nonce.authority(), found.authority(), "authority", nonce.account());
        return new Lifetime.Durable(nonce.account(), found.authority(), found.nonce());
    }

    /** What is not known by now is not bid. */
    private static Lamports price(Terms terms) {
        return switch (terms.unitPrice()) {
            case Terms.UnitPrice.Fixed fixed -> fixed.micro();
            case Terms.UnitPrice.Percentile percentile -> Lamports.ZERO;
        };
    }

    private static int limit(Draft draft, Terms terms, int marginPercent) {
        return switch (terms.unitLimit()) {
            case Terms.UnitLimit.Fixed fixed -> fixed.units();
            case Terms.UnitLimit.Simulated simulated -> Terms.MOST_UNITS;
            case Terms.UnitLimit.Measured measured -> Math.min(Terms.MOST_UNITS, measured(draft, terms, marginPercent));
        };
    }

    private static int measured(Draft draft, Terms terms, int marginPercent) {
        int memo = terms.memo()
                .map(text -> MEMO_UNITS + MEMO_UNITS_PER_BYTE * text.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
        return (draft.computeUnits() + memo) * (PERCENT + marginPercent) / PERCENT
                + (terms.nonce().isPresent() ? AdvanceNonce.UNITS : 0);
    }

    private static List<Instruction> instructions(Draft draft, ComputeBudget budget, Terms terms, Lifetime lifetime) {
        List<Instruction> instructions = new ArrayList<>();
        if (lifetime instanceof Lifetime.Durable durable) {
            instructions.add(SystemProgram.advanceNonce(durable.account(), durable.authority()));
        }
        instructions.addAll(budget.instructions());
        instructions.addAll(draft.instructions());
        terms.memo().map(MemoProgram::memo).ifPresent(instructions::add);
        return instructions;
    }

    private static Transaction compile(Terms terms, Lifetime lifetime, List<Instruction> instructions) {
        try {
            return Transaction.unsigned(
                    MessageCompiler.compile(terms.version(), terms.feePayer(), lifetime.hash(), instructions));
        } catch (IllegalArgumentException tooLarge) {
            throw Problem.of(
                            OrderError.TRANSACTION_TOO_LARGE,
                            "What is ordered does not fit: %s. Order less at once, or shorten the memo."
                                    .formatted(tooLarge.getMessage()))
                    .with("field", terms.memo().isPresent() ? "memo" : "operations");
        }
    }
}
