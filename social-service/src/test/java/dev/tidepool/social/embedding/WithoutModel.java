package dev.tidepool.social.embedding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** As where the model cannot be had. */
public final class WithoutModel {

    private WithoutModel() {}

    public static EmbeddingService service(Vertx vertx) {
        return service(vertx, "enabled", "false");
    }

    /** Those that this instance compares itself. */
    public static NeighbourService neighbours(Vertx vertx, Pool pool, String setting, String value) {
        EmbeddingConfig config = config(Map.of(setting, value));
        return new NeighbourService(
                new EmbeddingRepository(pool), service(vertx, setting, value), config, new SimpleMeterRegistry());
    }

    static EmbeddingService service(Vertx vertx, String setting, String value) {
        return service(vertx, Map.of(setting, value));
    }

    static EmbeddingService service(Vertx vertx, Map<String, String> settings) {
        return new EmbeddingService(vertx, config(settings), new SimpleMeterRegistry());
    }

    static EmbeddingConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(EmbeddingConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValues(settings.entrySet().stream()
                        .collect(Collectors.toMap(
                                one -> "tidepool.social.embedding." + one.getKey(), Map.Entry::getValue)))
                .build()
                .getConfigMapping(EmbeddingConfig.class);
    }
}
