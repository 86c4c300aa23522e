package dev.tidepool.session.quota;

import dev.tidepool.kernel.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** For the gateway's /v1/usage: no public route leads here. */
@Path("/internal/quotas")
@Produces(MediaType.APPLICATION_JSON)
class QuotaResource {

    private final CurrentCaller caller;
    private final QuotaService quotas;

    QuotaResource(CurrentCaller caller, QuotaService quotas) {
        this.caller = caller;
        this.quotas = quotas;
    }

    /** The caller's organisation's. Every member may see it. */
    @GET
    @Operation(hidden = true)
    public Uni<QuotaView> quotas() {
        return quotas.quotas(caller.member(), Instant.now());
    }
}
