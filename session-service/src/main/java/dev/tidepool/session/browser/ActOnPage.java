package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of an action, as sent. */
public record ActOnPage(
        @Schema(
                enumeration = {"click", "type", "press", "scroll"},
                required = true)
        @Nullable
        String kind,

        @Schema(
                description = "Of the last snapshot; for click and type, and for a scroll to an element",
                examples = "e3")
        @Nullable
        String ref,

        @Schema(description = "For type: takes the place of what the field holds; at most 65536 characters") @Nullable
        String text,

        @Schema(description = "For type: press Enter afterwards") @Nullable
        Boolean submit,

        @Schema(
                description =
                        "For press: Enter, Tab, Escape, Backspace, Delete, Space, Home, End, PageUp, PageDown or an arrow")
        @Nullable
        String key,

        @Schema(description = "For a scroll without ref: pixels to the right") @Nullable
        Integer x,

        @Schema(description = "For a scroll without ref: pixels down") @Nullable
        Integer y) {

    private static final Pattern REF = Pattern.compile("e\\d{1,9}");
    private static final int MAX_TEXT = 65_536;
    private static final int MAX_PIXELS = 100_000;

    /** @throws Problem 400 naming the field that is not acceptable */
    BrowserAction action() {
        return switch (String.valueOf(kind)) {
            case "click" -> new BrowserAction.Click(checkedRef());
            case "type" -> new BrowserAction.Type(checkedRef(), checkedText(), Boolean.TRUE.equals(submit));
            case "press" -> new BrowserAction.Press(checkedKey());
            case "scroll" ->
                ref == null
                        ? new BrowserAction.ScrollBy(pixels("x", x), pixels("y", y))
                        : new BrowserAction.ScrollTo(checkedRef());
            default -> throw Problem.invalidField("kind", "kind must be one of click, type, press, scroll.");
        };
    }

    private String checkedRef() {
        if (ref == null || !REF.matcher(ref).matches()) {
            throw Problem.invalidField("ref", "ref must be a reference of the last snapshot, such as e3.");
        }
        return ref;
    }

    private String checkedText() {
        if (text == null || text.length() > MAX_TEXT) {
            throw Problem.invalidField("text", "text must be a text of at most " + MAX_TEXT + " characters.");
        }
        return text;
    }

    private PageKey checkedKey() {
        return PageKey.ofWireName(String.valueOf(key))
                .orElseThrow(() -> Problem.invalidField(
                        "key", "key must be one of " + String.join(", ", PageKey.wireNames()) + "."));
    }

    private static int pixels(String field, @Nullable Integer given) {
        int value = given == null ? 0 : given;
        if (Math.abs((long) value) > MAX_PIXELS) {
            throw Problem.invalidField(field, field + " must be between -" + MAX_PIXELS + " and " + MAX_PIXELS + ".");
        }
        return value;
    }
}
