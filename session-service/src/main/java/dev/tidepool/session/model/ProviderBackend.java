package dev.tidepool.session.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Has chats answered by one of the providers, and by the next when an answer does not begin. */
final class ProviderBackend implements ModelBackend {

    private static final Logger LOG = Logger.getLogger(ProviderBackend.class);

    private final List<Provider> providers;
    private final Map<ProviderSpec, Provider> bySpec;
    private final ModelConfig config;
    private final MeterRegistry metrics;

    ProviderBackend(List<Provider> providers, ModelConfig config, MeterRegistry metrics) {
        this.providers = List.copyOf(providers);
        this.bySpec = providers.stream().collect(Collectors.toMap(Provider::spec, Function.identity()));
        this.config = config;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public boolean serves(String model) {
        return !serving(model).isEmpty();
    }

    private List<ProviderSpec> serving(String model) {
        return ProviderOrder.serving(providers.stream().map(Provider::spec).toList(), model);
    }

    /** A model that several have is listed once. One of several providers that cannot be asked is left out. */
    @Override
    public Uni<List<ModelInfo>> models() {
        return Multi.createFrom()
                .iterable(providers)
                .onItem()
                .transformToUniAndConcatenate(this::models)
                .onItem()
                .transformToIterable(models -> models)
                .select()
                .distinct(ModelInfo::id)
                .collect()
                .asList()
                .ifNoItem()
                .after(config.answerTimeout())
                .failWith(ProviderFailure::tooSlow);
    }

    private Uni<List<ModelInfo>> models(Provider provider) {
        return provider.models().onFailure(failure -> providers.size() > 1).recoverWithItem(failure -> {
            LOG.warnf("event=models_missing provider=%s reason=%s", provider.name(), failure.getMessage());
            return List.of();
        });
    }

    @Override
    public Uni<ModelAnswer> complete(ModelCall call) {
        return ask(call, provider -> provider.complete(call));
    }

    @Override
    public Uni<Multi<ModelChunk>> stream(ModelCall call) {
        return ask(call, provider -> provider.stream(call));
    }

    private <T> Uni<T> ask(ModelCall call, Function<Provider, Uni<T>> asking) {
        List<Provider> order =
                ProviderOrder.drawn(
                                serving(call.model()),
                                () -> ThreadLocalRandom.current().nextDouble())
                        .stream()
                        .limit(config.maxAttempts())
                        .map(bySpec::get)
                        .toList();
        return ask(order, 0, asking).ifNoItem().after(config.answerTimeout()).failWith(ProviderFailure::tooSlow);
    }

    private <T> Uni<T> ask(List<Provider> order, int at, Function<Provider, Uni<T>> asking) {
        Provider provider = order.get(at);
        Uni<T> answer = asking.apply(provider)
                .invoke(begun -> count(provider, "answered"))
                .onFailure()
                .invoke(failure -> count(provider, "failed"));
        return at + 1 == order.size()
                ? answer
                : answer.onFailure(ProviderFailure::mayBeTriedElsewhere)
                        .recoverWithUni(failure -> fallBack(order, at, asking, failure));
    }

    /** When the next one fails too, the graver failure is told: a 503 rather than that the last provider knows no such model. */
    private <T> Uni<T> fallBack(List<Provider> order, int at, Function<Provider, Uni<T>> asking, Throwable failure) {
        LOG.warnf(
                "event=model_fallback provider=%s next=%s reason=%s",
                order.get(at).name(), order.get(at + 1).name(), failure.getMessage());
        return ask(order, at + 1, asking).onFailure().transform(next -> ProviderFailure.graver(failure, next));
    }

    private void count(Provider provider, String outcome) {
        metrics.counter("tidepool.model.calls", "provider", provider.name(), "outcome", outcome)
                .increment();
    }
}
