package dev.tidepool.gateway.audit;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters that choose entries, as text: what is wrong with them is for {@link #filter} to say. */
public record AuditParameters(
        @QueryParam("type") @Parameter(description = "Only events of this type, such as key.revoked") @Nullable
        String type,

        @QueryParam("severity")
        @Parameter(description = "Only events of this severity: info, warning or critical")
        @Nullable
        String severity,

        @QueryParam("actor") @Parameter(description = "Only what this subject did") @Nullable
        String actor,

        @QueryParam("from") @Parameter(description = "From this time on, such as 2026-01-31T12:00:00Z") @Nullable
        String from,

        @QueryParam("to") @Parameter(description = "Before this time") @Nullable
        String to) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the parameter that is wrong */
    AuditFilter filter() {
        return AuditFilter.of(type, severity, actor, from, to);
    }
}
