package dev.tidepool.session.model;

import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.openclaw.Conversations;
import dev.tidepool.session.openclaw.OpenClaw;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes what answers from the settings. */
final class Backends {

    private static final Logger LOG = Logger.getLogger(Backends.class);

    private Backends() {}

    @Produces
    @Singleton
    static ModelRouter router(
            ModelConfig config,
            ExactJson json,
            Uuid7Generator ids,
            Vertx vertx,
            MeterRegistry metrics,
            OpenClaw openClaw,
            Conversations conversations) {
        List<ProviderSpec> specs = ProviderSpec.all(config);
        List<ModelBackend> backends = new ArrayList<>();
        if (openClaw.isConfigured()) {
            backends.add(new OpenClawBackend(openClaw, conversations, json, ids));
        }
        if (config.offline() || specs.isEmpty()) {
            backends.add(new OfflineBackend(config, json, ids, vertx));
        }
        if (!specs.isEmpty()) {
            List<Provider> providers = specs.stream()
                    .map(spec -> new Provider(
                            spec, config, json, new ProviderClient(config, spec, json, vertx, metrics), vertx))
                    .toList();
            backends.add(new ProviderBackend(providers, config, metrics));
        }
        specs.forEach(spec -> LOG.infof(
                "event=model_provider provider=%s host=%s models=%s priority=%d weight=%d",
                spec.name(),
                spec.baseUrl().getHost(),
                spec.models().isEmpty() ? "any" : spec.models().size(),
                spec.priority(),
                spec.weight()));
        return new ModelRouter(backends, defaultModel(config, specs));
    }

    private static String defaultModel(ModelConfig config, List<ProviderSpec> specs) {
        return config.defaultModel()
                .orElseGet(() -> specs.isEmpty()
                        ? OfflineModel.NAME
                        : specs.getFirst().models().keySet().stream()
                                .findFirst()
                                .orElse("default"));
    }
}
