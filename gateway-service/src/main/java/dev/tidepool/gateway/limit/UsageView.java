package dev.tidepool.gateway.limit;

import dev.tidepool.kernel.caller.Caller;
import java.util.List;
import java.util.UUID;

/** Limits and what is left of them, this request included. */
record UsageView(UUID organization, String tier, List<LimitView> limits) {

    /** @param resetSeconds until the oldest counted request leaves the window */
    record LimitView(String name, int limit, long windowSeconds, int remaining, long resetSeconds) {}

    static UsageView of(Caller.Member member, RateState state) {
        List<LimitView> limits = state.windows().stream()
                .map(window -> new LimitView(
                        "requests",
                        window.rule().limit(),
                        window.rule().window().toSeconds(),
                        window.remaining(),
                        window.resetSeconds()))
                .toList();
        return new UsageView(member.organization().value(), member.tier().wireName(), limits);
    }
}
