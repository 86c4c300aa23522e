package dev.tidepool.session.model;

import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.session.json.ExactJson;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Chooses what answers: the provider if one is configured. */
final class Backends {

    private static final Logger LOG = Logger.getLogger(Backends.class);

    private Backends() {}

    @Produces
    @Singleton
    static ModelBackend backend(ModelConfig config, ExactJson json, Uuid7Generator ids, Vertx vertx) {
        if (config.baseUrl().isEmpty()) {
            LOG.infof("event=model_backend backend=offline");
            return new OfflineBackend(config, json, ids, vertx);
        }
        LOG.infof(
                "event=model_backend backend=openai host=%s",
                config.baseUrl().get().getHost());
        return new ProviderBackend(
                config, json, new ProviderClient(config, config.baseUrl().get(), json, vertx), vertx);
    }
}
