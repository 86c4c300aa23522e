package dev.tidepool.session.model;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A provider as it was set up. Pure.
 *
 * @param models from the names that are asked for to the provider's own; empty: any name, passed on as it is
 * @param weight its share of the calls among providers of the same priority
 * @param priority those of the lowest are asked first, the others when these fail
 */
record ProviderSpec(
        String name,
        URI baseUrl,
        Optional<String> apiKey,
        SequencedMap<String, String> models,
        int weight,
        int priority) {

    /** Of the provider that the settings without a name describe. */
    static final String UNNAMED = "default";

    ProviderSpec {
        if (baseUrl.getHost() == null || !List.of("http", "https").contains(baseUrl.getScheme())) {
            throw new IllegalArgumentException(
                    setting(name) + ".base-url must be an http or https address: " + baseUrl);
        }
        if (weight < 1) {
            throw new IllegalArgumentException(setting(name) + ".weight must be at least 1: " + weight);
        }
    }

    private static String setting(String name) {
        return "tidepool.model.providers." + name;
    }

    /** All that are set up, those asked first in front. */
    static List<ProviderSpec> all(ModelConfig config) {
        List<ProviderSpec> specs = new ArrayList<>();
        config.baseUrl()
                .ifPresent(
                        url -> specs.add(new ProviderSpec(UNNAMED, url, config.apiKey(), new LinkedHashMap<>(), 1, 0)));
        config.providers().forEach((name, provider) -> specs.add(of(name, provider)));
        specs.sort(Comparator.comparingInt(ProviderSpec::priority).thenComparing(ProviderSpec::name));
        return List.copyOf(specs);
    }

    private static ProviderSpec of(String name, ModelConfig.Provider provider) {
        SequencedMap<String, String> models = new LinkedHashMap<>();
        provider.models().orElse(List.of()).forEach(model -> addModel(models, model));
        return new ProviderSpec(
                name, provider.baseUrl(), provider.apiKey(), models, provider.weight(), provider.priority());
    }

    /** Whether it has this model by name. */
    boolean names(String model) {
        return models.containsKey(model);
    }

    boolean takesAny() {
        return models.isEmpty();
    }

    /** The provider's own name of a model. */
    String sent(String model) {
        return models.getOrDefault(model, model);
    }

    /** From the setting's form: {@code asked=sent}, or one name for both. */
    private static void addModel(SequencedMap<String, String> models, String text) {
        int sign = text.indexOf('=');
        String asked = text.substring(0, Math.max(sign, 0)).strip();
        String sent = text.substring(sign + 1).strip();
        if (sent.isEmpty() || (sign >= 0 && asked.isEmpty())) {
            throw new IllegalArgumentException(
                    "a model must be written as name or as name=name at the provider: " + text);
        }
        models.put(sign < 0 ? sent : asked, sent);
    }
}
