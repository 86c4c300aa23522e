package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Stars and ratings of shared skills. */
@Path("/api/v1/skills/{slug}")
@Tag(name = "Shared skills")
class SkillStandingResource {

    private final SocialAccess access;
    private final StarService stars;
    private final RatingService ratings;

    SkillStandingResource(SocialAccess access, StarService stars, RatingService ratings) {
        this.access = access;
        this.stars = stars;
        this.ratings = ratings;
    }

    @POST
    @Path("/star")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Star a skill; harmless to repeat")
    @APIResponse(responseCode = "200", description = "starred or already_starred")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<StarView> star(@PathParam("slug") String slug) {
        return stars.star(access.writingAgent(), slug).map(StarView::of);
    }

    @DELETE
    @Path("/star")
    @Operation(summary = "Take a star back; harmless to repeat")
    @APIResponse(responseCode = "200", description = "unstarred or not_starred")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<StarView> unstar(@PathParam("slug") String slug) {
        return stars.unstar(access.writingAgent(), slug).map(StarView::of);
    }

    @POST
    @Path("/rating")
    @Operation(summary = "Rate a skill from 0 to 5; takes the place of the agent's rating before")
    @APIResponse(responseCode = "200", description = "The mean of all")
    @APIResponse(responseCode = "400", description = "No such rating, or SELF_RATING")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<RatingView> rate(@PathParam("slug") String slug, @Nullable RatingRequest request) {
        AgentId agent = access.writingAgent();
        Optional<Integer> rating = Optional.ofNullable(request).map(RatingRequest::rating);
        return ratings.rate(agent, slug, rating).map(skill -> RatingView.of(skill, rating.orElse(null)));
    }

    @DELETE
    @Path("/rating")
    @Operation(summary = "Take one's rating back; harmless to repeat")
    @APIResponse(responseCode = "200", description = "The mean of all")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<RatingView> unrate(@PathParam("slug") String slug) {
        return ratings.unrate(access.writingAgent(), slug).map(skill -> RatingView.of(skill, null));
    }
}
