package dev.tidepool.staking.chain;

import java.util.List;
import java.util.Optional;

/**
 * What a node makes of a transaction without effect.
 *
 * @param error the runtime's own JSON; empty when it would succeed
 */
public record Simulation(Optional<String> error, long computeUnits, List<String> logs) {

    public Simulation {
        logs = List.copyOf(logs);
    }
}
