package dev.tidepool.staking.validator;

import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which validators a list has. */
record ValidatorFilter(Optional<Boolean> delinquent, int maxCommissionPercent) {

    static final int ANY_COMMISSION = 100;

    /** From query parameters as they came. @throws Problem 400 when one is malformed */
    static ValidatorFilter of(@Nullable String delinquent, @Nullable String maxCommission) {
        return new ValidatorFilter(
                Optional.ofNullable(delinquent).map(ValidatorFilter::flag),
                maxCommission == null ? ANY_COMMISSION : percent(maxCommission));
    }

    boolean takes(Validator validator) {
        return validator.account().commissionPercent() <= maxCommissionPercent
                && (delinquent.isEmpty()
                        || delinquent.get() == validator.account().delinquent());
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalidField("delinquent", "delinquent must be true or false.");
        };
    }

    private static int percent(String text) {
        if (!text.matches("[0-9]{1,2}|100")) {
            throw Problem.invalidField(
                    "maxCommission", "maxCommission must be a whole number from 0 to 100, in percent.");
        }
        return Integer.parseInt(text);
    }
}
