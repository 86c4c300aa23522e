package dev.tidepool.session.canvas;

import java.util.Arrays;
import java.util.List;

/**
 * A place in a surface's data. Pure.
 *
 * @param steps none for the whole of it
 */
record DataPath(List<String> steps) {

    DataPath {
        steps = List.copyOf(steps);
    }

    /** v0.8 also separates steps with dots and writes numbers in brackets, as its renderers read them. */
    static DataPath of(A2uiVersion version, String text) {
        String plain = switch (version) {
            case V0_8 -> text.replaceAll("\\[(\\d+)\\]", ".$1").replace('.', '/');
            case V0_9 -> text;
        };
        return new DataPath(
                Arrays.stream(plain.split("/")).filter(step -> !step.isEmpty()).toList());
    }

    /** Whether the other place is this one or lies within it. */
    boolean covers(DataPath other) {
        return other.steps.size() >= steps.size()
                && other.steps.subList(0, steps.size()).equals(steps);
    }
}
