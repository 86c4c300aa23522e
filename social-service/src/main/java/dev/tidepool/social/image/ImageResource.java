package dev.tidepool.social.image;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Images as they are shown. Open to all, as an img element cannot send a key. */
@Path("/api/v1/images")
@Tag(name = "Images")
class ImageResource {

    private final ImageService images;

    ImageResource(ImageService images) {
        this.images = images;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "An image of an agent or a submolt; it never changes")
    @APIResponse(responseCode = "200", description = "The image, with the type that it is")
    @APIResponse(responseCode = "404", description = "IMAGE_NOT_FOUND")
    public Uni<RestResponse<Buffer>> get(@PathParam("id") ImageId id) {
        return images.read(id)
                .map(image -> RestResponse.ResponseBuilder.ok(
                                image.content(), image.type().contentType())
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .build());
    }
}
