package dev.tidepool.gateway.auth;

import dev.tidepool.gateway.cache.PublicDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/.well-known/jwks.json")
@Tag(name = "Authentication")
@Produces(MediaType.APPLICATION_JSON)
class JwksResource implements PublicDocument {

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** The public keys of access tokens, as a JSON Web Key Set. */
    @GET
    public JsonObject keys() {
        return keys.accessKeySet();
    }

    @Override
    public String documentPath() {
        return "/.well-known/jwks.json";
    }

    @Override
    public Uni<Buffer> document() {
        return Uni.createFrom().item(() -> keys().toBuffer());
    }
}
