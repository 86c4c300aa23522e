package dev.tidepool.gateway.status;

import dev.tidepool.gateway.cache.PublicDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/info")
@Tag(name = "Status")
@Produces(MediaType.APPLICATION_JSON)
class InfoResource implements PublicDocument {

    private final InfoView info;

    InfoResource() {
        Properties build = new Properties();
        try (InputStream in = InfoResource.class.getResourceAsStream("/build-info.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.info = InfoView.of(build);
    }

    /** Version, commit and time of the build. */
    @GET
    @Operation(summary = "Version, commit and time of the build", operationId = "info")
    @APIResponse(responseCode = "200", description = "What runs here")
    public InfoView info() {
        return info;
    }

    @Override
    public String documentPath() {
        return "/info";
    }

    @Override
    public Uni<Buffer> document() {
        return Uni.createFrom().item(() -> Json.encodeToBuffer(info));
    }
}
