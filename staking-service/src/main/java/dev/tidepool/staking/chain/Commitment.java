package dev.tidepool.staking.chain;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How sure a block must be to stay before a call looks at it. */
public enum Commitment {
    /** The newest block, which may be dropped yet. */
    PROCESSED,
    /** Two thirds of the stake have voted for it. */
    CONFIRMED,
    /** 31 further blocks are confirmed: about 13 s old. */
    FINALIZED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Of a query parameter; without one, confirmed.
     *
     * @throws Problem 400 that names the parameter and its values
     */
    static Commitment read(@Nullable String text) {
        return text == null
                ? CONFIRMED
                : Arrays.stream(values())
                        .filter(commitment -> commitment.wireName().equals(text))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalidField(
                                "commitment", "commitment is processed, confirmed or finalized; or leave it out."));
    }
}
