package dev.tidepool.staking.transaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.chain.Simulation;
import dev.tidepool.staking.solana.Message;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of what the cluster makes of a transaction. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SimulationView(
        @Schema(description = "Whether it would succeed now")
        boolean success,

        @Schema(description = "The runtime's own, where it would not")
        Optional<String> error,

        @Schema(description = "The same for people") Optional<FailureView> failure,
        long computeUnits,

        @Schema(description = "Of its programs, 64 lines at most")
        List<String> logs) {

    static SimulationView of(Simulation simulation, Message message) {
        return new SimulationView(
                simulation.error().isEmpty(),
                simulation.error(),
                simulation.error().map(error -> FailureView.of(error, message)),
                simulation.computeUnits(),
                simulation.logs());
    }
}
