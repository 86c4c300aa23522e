package dev.tidepool.gateway.openapi;

import dev.tidepool.gateway.cache.PublicDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/openapi.json")
@Tag(name = "Documentation")
@Produces(MediaType.APPLICATION_JSON)
class OpenApiResource implements PublicDocument {

    private final OpenApiService service;

    OpenApiResource(OpenApiService service) {
        this.service = service;
    }

    /** OpenAPI 3.1 of all services. */
    @GET
    @Operation(summary = "This description: OpenAPI 3.1 of all services", operationId = "readDescription")
    @APIResponse(
            responseCode = "200",
            description = "x-missing-services names those that did not describe themselves",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Uni<JsonObject> description() {
        return service.description();
    }

    @Override
    public String documentPath() {
        return "/api/openapi.json";
    }

    @Override
    public Uni<Buffer> document() {
        return description().map(JsonObject::toBuffer);
    }
}
