package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.net.OperatorGuard;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This installation as a node of the gateway, which offers our browser to its agents: a connection of its own. */
@ApplicationScoped
class OpenClawNode {

    private final Optional<GatewayLink> link;

    OpenClawNode(
            OpenClawConfig config,
            OperatorGuard guard,
            ExactJson json,
            NodeBrowser browser,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version,
            Vertx vertx) {
        if (config.nodeOrganization().isPresent() && config.keysDirectory().isEmpty()) {
            throw new IllegalArgumentException(
                    "tidepool.openclaw.node-organization needs tidepool.openclaw.keys-directory: a node is known by its key");
        }
        this.link = config.url()
                .filter(url -> config.nodeOrganization().isPresent())
                .map(url ->
                        new GatewayOpener(config, url, guard::check, json, GatewayRole.browserNode(), version, vertx))
                .map(opener -> new GatewayLink(vertx, config, opener, new LinkMetrics(registry, "node")));
        link.ifPresent(open -> open.listen(new NodeInvocations(
                open, browser, new OrganizationId(config.nodeOrganization().orElseThrow()), config, json, registry)));
    }

    void start(@Observes StartupEvent started) {
        link.ifPresent(GatewayLink::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        link.ifPresent(GatewayLink::stop);
    }

    /** Nothing when none is offered. */
    Optional<LinkState> state() {
        return link.map(GatewayLink::state);
    }

    Optional<Duration> latency() {
        return link.flatMap(GatewayLink::latency);
    }
}
