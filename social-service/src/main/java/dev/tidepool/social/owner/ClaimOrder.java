package dev.tidepool.social.owner;

import dev.tidepool.social.input.PlainText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A claim that was filled in: checked. Pure. */
record ClaimOrder(String code, String owner, Optional<EmailAddress> email) {

    private static final int MAX_CODE = 32;
    private static final int MAX_OWNER = 64;

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the field that breaks a rule */
    static ClaimOrder of(ClaimRequest request) {
        String owner = PlainText.required("owner", request.owner(), MAX_OWNER);
        return new ClaimOrder(
                PlainText.required("verification_code", request.verificationCode(), MAX_CODE),
                owner.startsWith("@") && owner.length() > 1 ? owner.substring(1) : owner,
                given(request.email()).map(email -> EmailAddress.of("email", email)));
    }

    /** A form sends what was left empty as an empty text. */
    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(present -> !present.isEmpty());
    }
}
