package dev.tidepool.session.model;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;

/** In which order the providers of a model are asked. Pure. */
final class ProviderOrder {

    private ProviderOrder() {}

    /** A provider with the time at which it comes. */
    private record Drawn(ProviderSpec spec, double at) {}

    /** Those that serve a model: those that name it; only when none does, those that take any name. */
    static List<ProviderSpec> serving(List<ProviderSpec> all, String model) {
        List<ProviderSpec> naming =
                all.stream().filter(spec -> spec.names(model)).toList();
        return naming.isEmpty() ? all.stream().filter(ProviderSpec::takesAny).toList() : naming;
    }

    /**
     * By priority; among equals at random, each in front as often as its weight says. A provider comes after an exponentially
     * distributed time of rate weight (Efraimidis and Spirakis, 2006).
     *
     * @param random uniform in [0, 1)
     */
    static List<ProviderSpec> drawn(List<ProviderSpec> serving, DoubleSupplier random) {
        return serving.stream()
                .map(spec -> new Drawn(spec, -Math.log(1 - random.getAsDouble()) / spec.weight()))
                .sorted(Comparator.<Drawn>comparingInt(drawn -> drawn.spec().priority())
                        .thenComparingDouble(Drawn::at))
                .map(Drawn::spec)
                .toList();
    }
}
