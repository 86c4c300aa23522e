package dev.tidepool.gateway.shutdown;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready from the moment the process is told to stop. */
@Readiness
@ApplicationScoped
class ShutdownReadiness implements HealthCheck {

    private final Shutdown shutdown;

    ShutdownReadiness(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("shutdown").status(!shutdown.isBegun()).build();
    }
}
