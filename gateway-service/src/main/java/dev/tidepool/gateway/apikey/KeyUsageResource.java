package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/api-keys/{id}/usage")
@Tag(name = "API keys")
@Produces(MediaType.APPLICATION_JSON)
class KeyUsageResource {

    private static final int DEFAULT_DAYS = 30;

    private final KeyUsageRepository repository;
    private final ApiKeyConfig config;
    private final CurrentCaller caller;

    KeyUsageResource(KeyUsageRepository repository, ApiKeyConfig config, CurrentCaller caller) {
        this.repository = repository;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "How often a key was used, by day",
            description = "Days are those of UTC, today first. The last minute may be missing.",
            operationId = "getApiKeyUsage")
    @APIResponse(responseCode = "200", description = "Every day asked for, those without a use too")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: days is out of range")
    @APIResponse(responseCode = "404", description = "API_KEY_NOT_FOUND")
    public Uni<KeyUsageView> usage(
            @PathParam("id") @Parameter(schema = @Schema(implementation = UUID.class)) String id,
            @QueryParam("days") @Parameter(description = "1 to 400, by default 30") @Nullable String days) {
        return repository
                .days(caller.memberWith("keys:read").organization(), ApiKeyResource.idOf(id), daysOf(days))
                .map(found -> viewOf(found, id));
    }

    private static KeyUsageView viewOf(List<KeyUsageView.DayView> days, String id) {
        if (days.isEmpty()) {
            throw ApiKeyService.notFound(id);
        }
        return KeyUsageView.of(days);
    }

    private int daysOf(@Nullable String asked) {
        try {
            int days = asked == null ? DEFAULT_DAYS : Integer.parseInt(asked);
            if (days >= 1 && days <= config.usageDays()) {
                return days;
            }
        } catch (NumberFormatException noNumber) {
            // The same answer as to a number out of range.
        }
        throw Problem.invalidField("days", "days must be a number between 1 and " + config.usageDays() + ".");
    }
}
