package dev.tidepool.staking.validator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a page of validators, and what their estimates follow from. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ValidatorsView(
        List<ValidatorView> validators,

        @Schema(description = "How many the filters leave") int count,

        long epoch,
        long slot,
        BasisView basis,

        @Schema(description = "Absent on the last page") Optional<String> nextCursor) {

    static ValidatorsView of(ValidatorSet set, Page<Validator> page, int count, Optional<String> nextCursor) {
        return new ValidatorsView(
                page.map(ValidatorView::of),
                count,
                set.economy().time().clock().epoch(),
                set.economy().time().clock().slot(),
                BasisView.of(set),
                nextCursor);
    }
}
