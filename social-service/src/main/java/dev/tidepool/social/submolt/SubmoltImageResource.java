package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.image.ImageKind;
import dev.tidepool.social.image.UploadParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Images of submolts on the Moltbook wire: clients send them to the settings. */
@Path("/api/v1/submolts")
@Tag(name = "Submolts")
class SubmoltImageResource {

    private final SocialAccess access;
    private final SubmoltImageService images;

    SubmoltImageResource(SocialAccess access, SubmoltImageService images) {
        this.access = access;
        this.images = images;
    }

    @POST
    @Path("/{name}/settings")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Set the avatar or the banner, as type says, to the image in the part file")
    @APIResponse(responseCode = "200", description = "The submolt")
    @APIResponse(responseCode = "400", description = "IMAGE_MISSING, or type is neither avatar nor banner")
    @APIResponse(responseCode = "403", description = "SUBMOLT_ROLE_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    @APIResponse(responseCode = "413", description = "IMAGE_TOO_LARGE")
    @APIResponse(responseCode = "422", description = "IMAGE_UNREADABLE or IMAGE_TOO_WIDE")
    public Uni<SubmoltDetailView> set(@PathParam("name") String name, @BeanParam UploadParameters upload) {
        AgentId agent = access.writingAgent();
        return images.set(agent, name, kindOf(upload.type()), upload.image())
                .map(read -> SubmoltDetailView.of(read, "Image set."));
    }

    private static ImageKind kindOf(@Nullable String type) {
        return switch (type == null ? "avatar" : type) {
            case "avatar" -> ImageKind.SUBMOLT_AVATAR;
            case "banner" -> ImageKind.SUBMOLT_BANNER;
            default -> throw Problem.invalidField("type", "type must be avatar or banner.");
        };
    }
}
