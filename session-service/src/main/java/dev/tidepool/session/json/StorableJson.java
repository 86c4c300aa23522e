package dev.tidepool.session.json;

import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a column of JSON can hold. Pure. */
public final class StorableJson {

    /** The escape of U+0000 in JSON, as against an escaped backslash before other text. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\{2})*\\\\u0000");

    private StorableJson() {}

    /** The same object. @throws Problem 400 naming the field when it is too large or holds what PostgreSQL cannot */
    public static JsonObject require(String field, JsonObject json, int maxBytes) {
        String text = json.encode();
        if (!fits(text, maxBytes)) {
            throw Problem.invalidField(field, field + " must be at most " + maxBytes + " bytes of JSON.");
        }
        if (NUL.matcher(text).find()) {
            throw Problem.invalidField(field, field + " must not hold the character U+0000.");
        }
        StorableText.require(field, text);
        return json;
    }

    /** Whether JSON text is at most so long as UTF-8. */
    public static boolean fits(String text, int maxBytes) {
        return text.length() <= maxBytes && text.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
    }
}
