package dev.tidepool.gateway.auth;

import dev.tidepool.gateway.cache.PublicDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/.well-known/jwks.json")
@Tag(name = "Authentication")
@Produces(MediaType.APPLICATION_JSON)
class JwksResource implements PublicDocument {

    private final SigningKeys keys;
    private final Duration maxAge;

    JwksResource(SigningKeys keys, AuthConfig config) {
        this.keys = keys;
        this.maxAge = config.keySetMaxAge();
    }

    @GET
    @Operation(summary = "The public keys of access tokens, as a JSON Web Key Set", operationId = "keys")
    @APIResponse(responseCode = "200", description = "The key set; it may be kept for five minutes")
    public RestResponse<JsonObject> keys() {
        return RestResponse.ResponseBuilder.ok(keys.accessKeySet())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + maxAge.toSeconds())
                .build();
    }

    @Override
    public String documentPath() {
        return "/.well-known/jwks.json";
    }

    @Override
    public Optional<Duration> maxAge() {
        return Optional.of(maxAge);
    }

    @Override
    public Uni<Buffer> document() {
        return Uni.createFrom().item(() -> keys.accessKeySet().toBuffer());
    }

    @Override
    public void whenChanged(Runnable listener) {
        keys.whenChanged(listener);
    }
}
