package dev.tidepool.session.text;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The chat command {@code /skill list} or {@code /skill <name> [text]}. Pure. */
public record SkillCommand(String name, String text) {

    private static final String PREFIX = "/skill";
    private static final String LIST = "list";

    /** The command in a message, or empty if the message is none. */
    public static Optional<SkillCommand> parse(String message) {
        String stripped = message.strip();
        if (!stripped.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = stripped.substring(PREFIX.length());
        if (!rest.isEmpty() && !Character.isWhitespace(rest.charAt(0))) {
            return Optional.empty();
        }
        String[] parts = rest.strip().split("\\s+", 2);
        String name = parts[0].isEmpty() ? LIST : parts[0].toLowerCase(Locale.ROOT);
        // Whitespace within the text is the text's own: code is indented.
        return Optional.of(new SkillCommand(name, parts.length == 2 ? parts[1] : ""));
    }

    /**
     * The result to show.
     *
     * @param conversation what the skill works on when the command brings no text of its own
     */
    public String run(String conversation) {
        if (name.equals(LIST)) {
            return "Skills:\n" + listed();
        }
        return TextSkills.named(name)
                .map(skill -> skill.apply(text.isEmpty() ? conversation : text))
                .orElseGet(() -> "There is no skill named " + name + ". Skills:\n" + listed());
    }

    private static String listed() {
        return TextSkills.all().stream()
                .map(skill -> "- /skill " + skill.name() + " [text]: " + skill.description())
                .collect(Collectors.joining("\n"));
    }
}
