package dev.tidepool.session.text;

import java.util.List;
import java.util.Optional;

/** The skills that ship with the service. */
public final class TextSkills {

    private static final List<TextSkill> ALL = List.of(
            new TextSkill("code-check", "Checks code line by line for common slips", CodeCheck::apply),
            new TextSkill("extract-links", "Lists the web addresses in a text", ExtractLinks::apply),
            new TextSkill("summarize", "Picks the sentences that say most of what a text says", Summarize::apply),
            new TextSkill(
                    "word-count", "Counts words, sentences, lines and the most frequent words", WordCount::apply));

    private TextSkills() {}

    /** All, by name. */
    public static List<TextSkill> all() {
        return ALL;
    }

    public static Optional<TextSkill> named(String name) {
        return ALL.stream().filter(skill -> skill.name().equals(name)).findFirst();
    }
}
