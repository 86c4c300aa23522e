package dev.tidepool.staking.validator;

import dev.tidepool.kernel.problem.Problem;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a list of validators is sorted; what is equal in it goes by address. */
enum ValidatorOrder {
    /** The most first. */
    STAKE,

    /** The highest estimate first; those without one last. */
    APY,

    /** The lowest first; of equal ones that with the most stake. */
    COMMISSION;

    /** More digits than any amount of lamports has. */
    private static final int DIGITS = 20;

    /** The smallest first. */
    Place placeOf(Validator validator) {
        return new Place(rank(validator), validator.account().address().toString());
    }

    private BigDecimal rank(Validator validator) {
        return switch (this) {
            case STAKE -> stake(validator).negate();
            case APY -> apy(validator);
            case COMMISSION ->
                BigDecimal.valueOf(validator.account().commissionPercent())
                        .scaleByPowerOfTen(DIGITS)
                        .subtract(stake(validator));
        };
    }

    /** No estimate is above the smallest one, which is 0. */
    private static BigDecimal apy(Validator validator) {
        return switch (validator.estimate()) {
            case Estimate.Known known -> BigDecimal.valueOf(-known.apy());
            case Estimate.Unknown unknown -> BigDecimal.ONE;
        };
    }

    /** By stake where none is named. @throws Problem 400 when it is none of them */
    static ValidatorOrder parse(@Nullable String name) {
        if (name == null) {
            return STAKE;
        }
        for (ValidatorOrder order : values()) {
            if (order.label().equals(name)) {
                return order;
            }
        }
        throw Problem.invalidField("sort", "sort must be stake, apy or commission.");
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static BigDecimal stake(Validator validator) {
        return new BigDecimal(validator.account().activated().toBigInteger());
    }
}
