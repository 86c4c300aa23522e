package dev.tidepool.staking.order;

import dev.tidepool.staking.order.Flow.Direction;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one order comes to.
 *
 * @param targets the accounts that it makes or is about, one for each step
 * @param computeUnits that its instructions were measured to use
 * @param flows what wallets give and get
 * @param rent the part of it that goes into new accounts and comes back when they are closed
 * @param explanation why these accounts, in sentences, where the order left it open
 */
public record Draft(
        List<Target> targets,
        int computeUnits,
        List<Instruction> instructions,
        List<Flow> flows,
        Lamports rent,
        List<Warning> warnings,
        List<String> explanation) {

    private static final Draft EMPTY =
            new Draft(List.of(), 0, List.of(), List.of(), Lamports.ZERO, List.of(), List.of());

    public Draft {
        targets = List.copyOf(targets);
        instructions = List.copyOf(instructions);
        flows = List.copyOf(flows);
        warnings = List.copyOf(warnings);
        explanation = List.copyOf(explanation);
    }

    static Draft of(Target target, int computeUnits, List<Instruction> instructions) {
        return new Draft(List.of(target), computeUnits, instructions, List.of(), Lamports.ZERO, List.of(), List.of());
    }

    /** About no account of stake or of a nonce. */
    static Draft ofNoAccount(int computeUnits, List<Instruction> instructions) {
        return new Draft(List.of(), computeUnits, instructions, List.of(), Lamports.ZERO, List.of(), List.of());
    }

    static Draft of(PublicKey target, int computeUnits, Instruction... instructions) {
        return of(Target.of(target), computeUnits, List.of(instructions));
    }

    /** One after the other; a warning is given once. */
    static Draft joined(List<Draft> drafts) {
        return drafts.stream().reduce(EMPTY, Draft::and);
    }

    /** The only account that it makes or is about. */
    public Optional<Target> target() {
        return targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty();
    }

    Draft giving(String field, PublicKey wallet, Lamports lamports) {
        return with(new Flow(field, wallet, lamports, Direction.OUT));
    }

    /** Of the wallet's own, to be delegated. */
    Draft staking(String field, PublicKey wallet, Lamports lamports) {
        return with(new Flow(field, wallet, lamports, Direction.INTO_STAKE));
    }

    Draft getting(String field, PublicKey wallet, Lamports lamports) {
        return with(new Flow(field, wallet, lamports, Direction.IN));
    }

    Draft renting(Lamports lamports) {
        return new Draft(targets, computeUnits, instructions, flows, rent.plus(lamports), warnings, explanation);
    }

    Draft warning(List<Warning> more) {
        return new Draft(targets, computeUnits, instructions, flows, rent, joined(warnings, more), explanation);
    }

    Draft warningIf(boolean holds, Warning warning) {
        return holds ? warning(List.of(warning)) : this;
    }

    Draft explaining(List<String> sentences) {
        return new Draft(targets, computeUnits, instructions, flows, rent, warnings, joined(explanation, sentences));
    }

    private Draft and(Draft next) {
        return new Draft(
                joined(targets, next.targets),
                computeUnits + next.computeUnits,
                joined(instructions, next.instructions),
                joined(flows, next.flows),
                rent.plus(next.rent),
                Stream.concat(warnings.stream(), next.warnings.stream())
                        .distinct()
                        .toList(),
                joined(explanation, next.explanation));
    }

    /** With one instruction more, the last. */
    Draft with(int units, Instruction instruction) {
        return new Draft(
                targets,
                computeUnits + units,
                joined(instructions, List.of(instruction)),
                flows,
                rent,
                warnings,
                explanation);
    }

    private Draft with(Flow flow) {
        return new Draft(
                targets, computeUnits, instructions, joined(flows, List.of(flow)), rent, warnings, explanation);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
