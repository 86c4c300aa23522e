package dev.tidepool.session.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The offline model's answer within the limits of a request. A token of this model is a word with the whitespace after it.
 *
 * @param finishReason OpenAI's: {@code stop}, or {@code length} when the limit cut the answer off
 */
record OfflineAnswer(List<String> tokens, String finishReason, long promptTokens) {

    private static final Pattern TOKEN = Pattern.compile("\\s*\\S+\\s*|\\s+");

    static OfflineAnswer to(ModelCall call, int maxCharacters) {
        List<ModelMessage> messages = latest(call.messages(), maxCharacters);
        long promptTokens = messages.stream()
                .mapToLong(message -> tokensOf(message.text()).size())
                .sum();
        return within(OfflineModel.answer(messages), call.stops(), call.maxTokens(), promptTokens);
    }

    private static OfflineAnswer within(String text, List<String> stops, OptionalLong maxTokens, long promptTokens) {
        int end = stops.stream()
                .mapToInt(text::indexOf)
                .filter(found -> found >= 0)
                .min()
                .orElse(text.length());
        List<String> tokens = tokensOf(text.substring(0, end));
        if (maxTokens.isPresent() && tokens.size() > maxTokens.getAsLong()) {
            return new OfflineAnswer(tokens.subList(0, (int) maxTokens.getAsLong()), "length", promptTokens);
        }
        return new OfflineAnswer(tokens, "stop", promptTokens);
    }

    private static List<String> tokensOf(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    /** The newest messages that fit; always the last one if there is any, its end at least. */
    private static List<ModelMessage> latest(List<ModelMessage> messages, int maxCharacters) {
        int left = maxCharacters;
        int from = messages.size();
        while (from > 0 && messages.get(from - 1).text().length() <= left) {
            left -= messages.get(from - 1).text().length();
            from--;
        }
        if (from < messages.size() || messages.isEmpty()) {
            return messages.subList(from, messages.size());
        }
        ModelMessage last = messages.getLast();
        return List.of(new ModelMessage(last.role(), end(last.text(), maxCharacters)));
    }

    /** Not from the middle of a character. */
    private static String end(String text, int maxCharacters) {
        int from = text.length() - maxCharacters;
        return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }

    String text() {
        return String.join("", tokens);
    }

    ModelUsage usage() {
        return new ModelUsage(promptTokens, tokens.size());
    }
}
