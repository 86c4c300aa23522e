package dev.tidepool.social.brand;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of a new term. */
record BrandTermRequest(@Nullable String term) {

    /** @throws Problem 400 when it is missing or too long */
    String requiredTerm(BrandConfig limits) {
        return PlainText.required("term", term, limits.maxTermCharacters());
    }

    /** @throws Problem 400 when it has no words, too many, or only such as every text has */
    static List<String> words(String term, BrandConfig limits) {
        List<String> words = Words.of(term);
        if (words.isEmpty() || words.size() > limits.maxWords()) {
            throw Problem.invalidField(
                    "term", "term must have 1 to " + limits.maxWords() + " words of letters or digits.");
        }
        if (StopWords.all(words)) {
            throw Problem.invalidField(
                    "term",
                    "term must have a word that not every text has: add one to " + String.join(" ", words) + ".");
        }
        return words;
    }
}
