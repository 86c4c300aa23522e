package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.net.OutboundGuard;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Links outside of the service, with settings of the test's. */
final class LinkFixture {

    private static final int ABOVE_THE_DEFAULT = 200;

    private LinkFixture() {}

    /**
     * @param settings without the prefix; a first wait of 50 ms unless one is named
     */
    static OpenClawConfig config(URI url, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("tidepool.openclaw.url", url.toString());
        all.put("tidepool.openclaw.reconnect-first", "50ms");
        all.put("tidepool.openclaw.resume-poll", "20ms");
        settings.forEach((name, value) -> all.put("tidepool.openclaw." + name, value));
        return new SmallRyeConfigBuilder()
                .withMapping(OpenClawConfig.class)
                .withConverter(Duration.class, ABOVE_THE_DEFAULT, new DurationConverter())
                .withDefaultValues(all)
                .build()
                .getConfigMapping(OpenClawConfig.class);
    }

    static GatewayLink link(
            Vertx vertx,
            OpenClawConfig config,
            Function<URI, Uni<OutboundGuard.Checked>> guard,
            MeterRegistry metrics) {
        GatewayOpener opener = new GatewayOpener(
                config,
                config.url().orElseThrow(),
                guard,
                new ExactJson(),
                GatewayRole.operator(false),
                "0.1.0",
                vertx);
        return new GatewayLink(vertx, config, opener, new LinkMetrics(metrics, "operator"));
    }

    /** A guard that lets everything pass to the loopback address. */
    static Uni<OutboundGuard.Checked> allow(URI uri) {
        return Uni.createFrom().item(new OutboundGuard.Checked(uri, InetAddress.getLoopbackAddress(), uri.getPort()));
    }
}
