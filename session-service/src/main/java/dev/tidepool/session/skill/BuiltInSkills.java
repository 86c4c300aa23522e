package dev.tidepool.session.skill;

import java.util.List;
import java.util.Optional;

/** The skills that ship with the service. */
public final class BuiltInSkills {

    private static final List<Skill> ALL = List.of(
            new Skill("code-review", "Checks code line by line for common slips", CodeReview::apply),
            new Skill("extract-links", "Lists the web addresses in a text", ExtractLinks::apply),
            new Skill("summarize", "Picks the sentences that say most of what a text says", Summarize::apply),
            new Skill("word-count", "Counts words, sentences, lines and the most frequent words", WordCount::apply));

    private BuiltInSkills() {}

    /** All, by name. */
    public static List<Skill> all() {
        return ALL;
    }

    public static Optional<Skill> named(String name) {
        return ALL.stream().filter(skill -> skill.name().equals(name)).findFirst();
    }
}
