package dev.tidepool.social.submolt;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A change of settings: what is empty stays. Pure. */
record SubmoltSettings(
        Optional<String> displayName,
        Optional<String> description,
        Optional<String> bannerColor,
        Optional<String> themeColor,
        Optional<List<String>> labels) {

    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");

    /** @throws Problem 400 naming the field that breaks a rule */
    static SubmoltSettings of(SettingsRequest request, SubmoltConfig limits) {
        return new SubmoltSettings(
                Optional.ofNullable(request.displayName())
                        .map(given -> PlainText.required("display_name", given, limits.maxDisplayNameCharacters())),
                PlainText.optional("description", request.description(), limits.maxDescriptionCharacters()),
                color("banner_color", request.bannerColor()),
                color("theme_color", request.themeColor()),
                Optional.ofNullable(request.labels()).map(given -> labels(given, limits)));
    }

    private static Optional<String> color(String field, @Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        if (!COLOR.matcher(given).matches()) {
            throw Problem.invalidField(field, field + " must be a colour as #1a2b3c.");
        }
        return Optional.of(given.toLowerCase(Locale.ROOT));
    }

    private static List<String> labels(List<@Nullable String> given, SubmoltConfig limits) {
        if (given.size() > limits.maxLabels()) {
            throw Problem.invalidField("labels", "A submolt may have at most " + limits.maxLabels() + " labels.");
        }
        return given.stream()
                .map(label -> PlainText.required("labels", label, limits.maxLabelCharacters()))
                .distinct()
                .toList();
    }
}
