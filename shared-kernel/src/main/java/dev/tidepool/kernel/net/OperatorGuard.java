package dev.tidepool.kernel.net;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/**
 * Decides as {@link OutboundGuard} does about targets that the operator configured, by a list of their own: what the service is
 * let through to, as the operator's other servers, is not thereby open to browsers and skills of tenants.
 */
@ApplicationScoped
public class OperatorGuard {

    private final OutboundGuard guard;
    private final OutboundConfig config;

    OperatorGuard(OutboundGuard guard, OutboundConfig config) {
        this.guard = guard;
        this.config = config;
    }

    /** The checked target, or a failure of Problem with a code of {@link OutboundError}. */
    public Uni<OutboundGuard.Checked> check(URI uri) {
        return guard.check(uri, config.operatorAllowed());
    }
}
