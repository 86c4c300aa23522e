package dev.tidepool.social.embedding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;

/** As where the model cannot be had. */
public final class WithoutModel {

    private WithoutModel() {}

    public static EmbeddingService service(Vertx vertx) {
        return service(vertx, "enabled", "false");
    }

    static EmbeddingService service(Vertx vertx, String setting, String value) {
        EmbeddingConfig config = new SmallRyeConfigBuilder()
                .withMapping(EmbeddingConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValues(Map.of("tidepool.social.embedding." + setting, value))
                .build()
                .getConfigMapping(EmbeddingConfig.class);
        return new EmbeddingService(vertx, config, new SimpleMeterRegistry());
    }
}
