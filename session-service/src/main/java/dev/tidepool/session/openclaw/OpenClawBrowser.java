package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The gateway's browser. It is one, with one store of cookies, for whoever may use it: only organisations that the operator lists.
 */
@ApplicationScoped
public class OpenClawBrowser {

    private static final Logger LOG = Logger.getLogger(OpenClawBrowser.class);

    private final OpenClaw gateway;
    private final OpenClawConfig config;
    private final ExactJson json;
    private final MeterRegistry metrics;

    OpenClawBrowser(OpenClaw gateway, OpenClawConfig config, ExactJson json, MeterRegistry metrics) {
        this.gateway = gateway;
        this.config = config;
        this.json = json;
        this.metrics = metrics;
    }

    /**
     * Has the browser do something.
     *
     * @param path of the browser's own interface, such as {@code /navigate}
     * @param more members {@code query} and {@code body}, each if it is there
     * @return what the browser tells; text from outside
     */
    public Uni<JsonNode> request(OrganizationId organization, String method, String path, ObjectNode more) {
        if (!mayUse(organization)) {
            return Uni.createFrom()
                    .failure(Problem.of(
                            OpenClawError.OPENCLAW_BROWSER_REFUSED,
                            "Your organisation may not use the gateway's browser. The operator can list it in"
                                    + " tidepool.openclaw.browser-organizations."));
        }
        ObjectNode params = json.object()
                .put("method", method)
                .put("path", path)
                .put("timeoutMs", config.requestTimeout().toMillis() * 9 / 10);
        params.setAll(more);
        return gateway.call("browser.request", params)
                .onItemOrFailure()
                .invoke((output, failure) -> report(organization, path, failure == null ? "ok" : "failed"));
    }

    private boolean mayUse(OrganizationId organization) {
        return config.browserOrganizations().orElse(Set.of()).contains(organization.value());
    }

    private void report(OrganizationId organization, String path, String outcome) {
        metrics.counter("tidepool.openclaw.browser", "outcome", outcome).increment();
        LOG.infof("event=openclaw_browser path=%s outcome=%s organization=%s", path, outcome, organization);
    }
}
