package dev.tidepool.session.model;

import dev.tidepool.session.text.Prose;
import dev.tidepool.session.text.SkillCommand;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The built-in model: it counts, quotes and runs skills, and says that it does no more. Pure. */
final class OfflineModel {

    static final String NAME = "tidepool-offline";

    private static final String PREFACE =
            "I am tidepool-offline, a built-in program and no language model: I count, quote and run skills.";
    private static final int QUOTES = 3;
    private static final int QUOTED_CHARACTERS = 280;

    private OfflineModel() {}

    private record Quote(String sentence, long shared) {}

    /** The answer to the last thing the user said. */
    static String answer(List<ModelMessage> messages) {
        int last = lastOfUser(messages);
        if (last < 0) {
            return PREFACE + " There is no message from a user to answer.";
        }
        String question = messages.get(last).text();
        List<ModelMessage> earlier = messages.subList(0, last);
        return SkillCommand.parse(question)
                .map(command -> command.run(said(earlier)))
                .orElseGet(() -> reply(question, earlier));
    }

    private static int lastOfUser(List<ModelMessage> messages) {
        for (int at = messages.size() - 1; at >= 0; at--) {
            if (messages.get(at).role().equals("user")) {
                return at;
            }
        }
        return -1;
    }

    /** What others than this model said: quoting itself would lead it in circles. */
    private static String said(List<ModelMessage> messages) {
        return messages.stream()
                .filter(message -> !message.role().equals("assistant"))
                .filter(message -> SkillCommand.parse(message.text()).isEmpty())
                .map(ModelMessage::text)
                .collect(Collectors.joining("\n"));
    }

    private static String reply(String question, List<ModelMessage> earlier) {
        return """
                %s
                You said: "%s"
                %s
                %s""".formatted(
                PREFACE, shortened(question.strip()), related(question, said(earlier)), counts(question, earlier));
    }

    private static String related(String question, String said) {
        Set<String> wanted = new HashSet<>(Prose.keywords(question));
        String quotes = Prose.sentences(said).stream()
                .distinct()
                .map(sentence -> new Quote(sentence, shared(sentence, wanted)))
                .filter(quote -> quote.shared() > 0)
                .sorted(Comparator.comparingLong(Quote::shared).reversed())
                .limit(QUOTES)
                .map(quote -> "- \"" + shortened(quote.sentence()) + "\"")
                .collect(Collectors.joining("\n"));
        return quotes.isEmpty()
                ? "Nothing said earlier shares a word with it."
                : "Said earlier, and sharing words with it:\n" + quotes;
    }

    private static long shared(String sentence, Set<String> wanted) {
        return Prose.keywords(sentence).stream()
                .distinct()
                .filter(wanted::contains)
                .count();
    }

    private static String counts(String question, List<ModelMessage> earlier) {
        long fromUser = 1
                + earlier.stream()
                        .filter(message -> message.role().equals("user"))
                        .count();
        long answers = earlier.stream()
                .filter(message -> message.role().equals("assistant"))
                .count();
        int words = Prose.words(question).size();
        return "So far: %d from you, %d from me; this one has %d words. Send /skill list to see what I can run."
                .formatted(fromUser, answers, words);
    }

    private static String shortened(String text) {
        return text.length() <= QUOTED_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, QUOTED_CHARACTERS))) + "...";
    }
}
