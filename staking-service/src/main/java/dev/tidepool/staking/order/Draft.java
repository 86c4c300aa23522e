package dev.tidepool.staking.order;

import dev.tidepool.staking.order.Flow.Direction;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What one order comes to.
 *
 * @param computeUnits that its instructions were measured to use
 * @param flows what wallets give and get
 * @param rent the part of it that goes into new accounts and comes back when they are closed
 */
public record Draft(
        Target target,
        int computeUnits,
        List<Instruction> instructions,
        List<Flow> flows,
        Lamports rent,
        List<Warning> warnings) {

    public Draft {
        instructions = List.copyOf(instructions);
        flows = List.copyOf(flows);
        warnings = List.copyOf(warnings);
    }

    static Draft of(Target target, int computeUnits, List<Instruction> instructions) {
        return new Draft(target, computeUnits, instructions, List.of(), Lamports.ZERO, List.of());
    }

    static Draft of(PublicKey target, int computeUnits, Instruction... instructions) {
        return of(Target.of(target), computeUnits, List.of(instructions));
    }

    Draft giving(String field, PublicKey wallet, Lamports lamports) {
        return with(new Flow(field, wallet, lamports, Direction.OUT));
    }

    Draft getting(String field, PublicKey wallet, Lamports lamports) {
        return with(new Flow(field, wallet, lamports, Direction.IN));
    }

    Draft renting(Lamports lamports) {
        return new Draft(target, computeUnits, instructions, flows, rent.plus(lamports), warnings);
    }

    Draft warning(List<Warning> more) {
        return new Draft(target, computeUnits, instructions, flows, rent, joined(warnings, more));
    }

    Draft warningIf(boolean holds, Warning warning) {
        return holds ? warning(List.of(warning)) : this;
    }

    private Draft with(Flow flow) {
        return new Draft(target, computeUnits, instructions, joined(flows, List.of(flow)), rent, warnings);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
