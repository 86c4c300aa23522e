package dev.tidepool.session.model;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/models")
@Tag(name = "Chat", description = "Answers of a model, in the shape of the OpenAI API")
@Produces(MediaType.APPLICATION_JSON)
class ModelResource {

    private static final String SCOPE = "chat:read";

    private final CurrentCaller caller;
    private final ModelRouter router;

    ModelResource(CurrentCaller caller, ModelRouter router) {
        this.caller = caller;
        this.router = router;
    }

    @GET
    @Operation(summary = "List the models that can be asked", description = "Needs the scope chat:read.")
    public Uni<ModelListView> list() {
        caller.memberWith(SCOPE);
        return router.models().map(ModelListView::of);
    }

    /** Providers' names of models hold slashes. */
    @GET
    @Path("/{id:.+}")
    @Operation(summary = "Read a model", description = "Needs the scope chat:read.")
    @APIResponse(responseCode = "404", description = "model_not_found")
    @APIResponse(responseCode = "200", description = "The model")
    public Uni<ModelView> read(@PathParam("id") String id) {
        caller.memberWith(SCOPE);
        return router.find(id)
                .map(ModelBackend::models)
                .orElseGet(() -> Uni.createFrom().item(List.of()))
                .map(models -> find(models, id))
                .map(ModelView::of);
    }

    private static ModelInfo find(List<ModelInfo> models, String id) {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound(ModelError.MODEL_NOT_FOUND, id).with("field", "model"));
    }
}
