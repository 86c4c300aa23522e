package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An address as accounts are known by: lower case. ASCII only, since case rules beyond it differ between systems. Pure. */
@Schema(type = SchemaType.STRING, format = "email", maxLength = 254)
record EmailAddress(String value) {

    private static final int MAX = 254;
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x3f\\x41-\\x7e]+@[\\x21-\\x3f\\x41-\\x7e]+");

    EmailAddress {
        if (value.length() > MAX || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an email address");
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 naming the field when the text is no address */
    static EmailAddress ofField(String field, @Nullable String text) {
        try {
            return new EmailAddress(text == null ? "" : text.strip());
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField(
                    field,
                    field + " must be an address such as name@example.org, in ASCII, of at most " + MAX
                            + " characters.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
