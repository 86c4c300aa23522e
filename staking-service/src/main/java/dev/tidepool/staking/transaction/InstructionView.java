package dev.tidepool.staking.transaction;

import dev.tidepool.staking.solana.DecodedInstruction;
import dev.tidepool.staking.solana.Message;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of an instruction as people read it. */
public record InstructionView(
        String programId,

        @Schema(description = "system, stake, computeBudget, memo or unknown")
        String program,

        @Schema(description = "In camel case; unknown where the data is none of the program's")
        String name,

        @Schema(description = "Addresses by what they are to the instruction")
        Map<String, String> accounts,

        @Schema(description = "Of its data; amounts are decimal strings, what is not known is hex")
        Map<String, String> fields) {

    static List<InstructionView> of(Message message) {
        return DecodedInstruction.of(message).stream().map(InstructionView::of).toList();
    }

    private static InstructionView of(DecodedInstruction decoded) {
        return new InstructionView(
                decoded.programId().toString(),
                decoded.program(),
                decoded.name(),
                decoded.accounts(),
                decoded.fields());
    }
}
