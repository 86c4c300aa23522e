package dev.tidepool.gateway.limit;

import java.util.List;

/**
 * Whose requests are counted together, and by which rules; all of them must admit a request.
 *
 * @param key unique among subjects, for example {@code organization:<uuid>} or {@code address:<prefix>}
 * @param tier label of the metrics: a tier's wire name or {@code anonymous}
 */
record RateSubject(String key, String tier, List<RateRule> rules) {

    RateSubject {
        if (rules.isEmpty() || rules.size() > 4) {
            throw new IllegalArgumentException("rules must be 1 to 4: " + rules.size());
        }
        rules = List.copyOf(rules);
    }

    /** What a request of this cost is charged: no route is closed to those whose limit is below its cost. */
    int charge(int cost) {
        int charged = cost;
        for (RateRule rule : rules) {
            charged = Math.min(charged, rule.limit());
        }
        return charged;
    }
}
