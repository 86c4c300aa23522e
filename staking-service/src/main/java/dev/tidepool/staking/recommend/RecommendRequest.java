package dev.tidepool.staking.recommend;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of a recommendation; as query parameters, the same fields. What is left out is as the operator has set it. */
public record RecommendRequest(
        @Schema(description = "What is to be staked, a decimal string; this or sol is required") @Nullable
        String lamports,

        @Schema(description = "The same in SOL, a decimal string with at most 9 places") @Nullable
        String sol,

        @Schema(description = "In percent, 0 to 100, default 10") @Nullable
        Integer maxCommission,

        @Schema(description = "Whether to leave out validators that have stopped voting, default true") @Nullable
        Boolean excludeDelinquent,

        @Schema(description = "0 to 1, default 0.5: how much it counts that stake does not gather in few places")
        @Nullable
        Double decentralizationWeight,

        @Schema(description = "Validators wanted, 1 to 50, default 10") @Nullable
        Integer limit) {

    /** From query parameters as they came. @throws Problem 400 when one is malformed */
    static RecommendRequest ofQuery(
            @Nullable String lamports,
            @Nullable String sol,
            @Nullable String maxCommission,
            @Nullable String excludeDelinquent,
            @Nullable String decentralizationWeight,
            @Nullable String limit) {
        return new RecommendRequest(
                lamports,
                sol,
                maxCommission == null ? null : whole("maxCommission", maxCommission),
                excludeDelinquent == null ? null : flag(excludeDelinquent),
                decentralizationWeight == null ? null : fraction(decentralizationWeight),
                limit == null ? null : whole("limit", limit));
    }

    /** @throws Problem 400 when something is out of range, or there is no amount */
    Preferences toPreferences(RecommendConfig config) {
        int most = config.maxLimit();
        return new Preferences(
                amount(),
                maxCommission == null
                        ? config.defaultMaxCommission()
                        : (int) inRange("maxCommission", maxCommission, 0, 100),
                excludeDelinquent == null || excludeDelinquent,
                decentralizationWeight == null
                        ? config.defaultDecentralizationWeight()
                        : inRange("decentralizationWeight", decentralizationWeight, 0, 1),
                limit == null ? config.defaultLimit() : (int) inRange("limit", limit, 1, most));
    }

    private Lamports amount() {
        if (lamports != null && sol != null) {
            throw Problem.invalidField("sol", "sol and lamports say the same: give one of them.");
        }
        if (lamports != null) {
            return parsed("lamports", lamports, Lamports::parse);
        }
        if (sol != null) {
            return parsed("sol", sol, Lamports::parseSol);
        }
        throw Problem.invalidField("lamports", "lamports is required: what is to be staked, as a decimal string.");
    }

    private static Lamports parsed(String field, String text, Function<String, Lamports> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField(field, field + ": " + refused.getMessage() + ".");
        }
    }

    private static double inRange(String field, double value, int least, int most) {
        if (!(value >= least && value <= most)) {
            throw Problem.invalidField(field, field + " must be between " + least + " and " + most + ".");
        }
        return value;
    }

    private static int whole(String field, String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw Problem.invalidField(field, field + " must be a whole number.");
        }
        return Integer.parseInt(text);
    }

    private static double fraction(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?")) {
            throw Problem.invalidField(
                    "decentralizationWeight", "decentralizationWeight must be a number between 0 and 1.");
        }
        return Double.parseDouble(text);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalidField("excludeDelinquent", "excludeDelinquent must be true or false.");
        };
    }
}
