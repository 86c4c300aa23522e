package dev.tidepool.social.search;

import dev.tidepool.social.embedding.Near;
import dev.tidepool.social.embedding.TextId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ranks texts that were found by their words and by what they mean.
 *
 * <p>Both lists are fused by their places alone, as their ranks have no common measure: reciprocal rank fusion (Cormack,
 * Clarke and Büttcher, 2009) with k = 60. The words weigh a little more, so that of two texts at the same place in one list
 * each the one with the words comes first. Pure.
 */
final class Fusion {

    private static final double K = 60;
    private static final double MEANING = 0.9;

    /** What the best of both lists gets. */
    private static final double MOST = (1 + MEANING) / (K + 1);

    private Fusion() {}

    /** By their words alone. */
    static List<RankedText> ofWords(List<RankedText> hits) {
        return hits.stream().sorted(RankedText.BEST_FIRST).toList();
    }

    /** By what they mean alone. */
    static List<RankedText> ofMeaning(List<Near> nearest) {
        return nearest.stream()
                .map(near -> new RankedText(
                        near.id(), near.kind(), positive(near.similarity()), positive(near.similarity())))
                .sorted(RankedText.BEST_FIRST)
                .toList();
    }

    /**
     * By both.
     *
     * @param hits by their words, the best first
     * @param nearest by what they mean, the best first
     */
    static List<RankedText> ofBoth(List<RankedText> hits, List<Near> nearest) {
        Map<TextId, Double> scores = new HashMap<>();
        Map<TextId, Double> similarities = new HashMap<>();
        for (int place = 0; place < hits.size(); place++) {
            scores.merge(hits.get(place).id(), 1 / (K + 1 + place), Double::sum);
        }
        for (int place = 0; place < nearest.size(); place++) {
            Near near = nearest.get(place);
            scores.merge(near.id(), MEANING / (K + 1 + place), Double::sum);
            similarities.put(near.id(), positive(near.similarity()));
        }
        Map<TextId, String> kinds = new HashMap<>();
        Stream.concat(
                        hits.stream().map(hit -> Map.entry(hit.id(), hit.kind())),
                        nearest.stream().map(near -> Map.entry(near.id(), near.kind())))
                .forEach(entry -> kinds.put(entry.getKey(), entry.getValue()));
        return kinds.entrySet().stream()
                .map(text -> fused(text, scores, similarities))
                .sorted(RankedText.BEST_FIRST)
                .toList();
    }

    private static RankedText fused(
            Map.Entry<TextId, String> text, Map<TextId, Double> scores, Map<TextId, Double> similarities) {
        double relevance = Math.min(scores.getOrDefault(text.getKey(), 0.0) / MOST, 1);
        double similarity = similarities.getOrDefault(text.getKey(), relevance);
        return new RankedText(text.getKey(), text.getValue(), relevance, similarity);
    }

    /** Clients expect 0 to 1; an angle beyond the right one means no likeness. */
    private static double positive(double cosine) {
        return Math.clamp(cosine, 0, 1);
    }
}
