package dev.tidepool.session.usage;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/usage/tokens")
@Tag(name = "Usage", description = "What the organisation used, and may use")
@Produces(MediaType.APPLICATION_JSON)
class TokenUseResource {

    private final CurrentCaller caller;
    private final TokenUseService uses;
    private final TokenUseConfig limits;
    private final CursorCodec cursors;

    TokenUseResource(CurrentCaller caller, TokenUseService uses, TokenUseConfig limits, CursorCodec cursors) {
        this.caller = caller;
        this.uses = uses;
        this.limits = limits;
        this.cursors = cursors;
    }

    @GET
    @Operation(
            summary = "Tokens that models read and wrote",
            description = "Scope chat:read. By day, model or session, and what is left of the month's budget.")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is null on the last one")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD or INVALID_CURSOR")
    public Uni<TokenUseView> tell(
            @Parameter(description = "The first day, in UTC; the first of the month of `to` when absent")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "The last day, today when absent") @QueryParam("to") @Nullable String to,
            @Parameter(description = "day (default), model or session") @QueryParam("groupBy") @Nullable String groupBy,
            @Parameter(description = "Only of this model") @QueryParam("model") @Nullable String model,
            @Parameter(description = "Only of this session") @QueryParam("session") @Nullable String session,
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        Caller.Member member = caller.memberWith("chat:read");
        TokenUseQuery query =
                TokenUseQuery.parse(from, to, groupBy, model, session, LocalDate.now(ZoneOffset.UTC), limits.maxDays());
        Optional<String> after = Optional.ofNullable(cursor)
                .map(given -> cursors.decode(query.list(), given).getFirst());
        return uses.tell(member, query, after, PageLimit.parse(limit))
                .map(told -> TokenUseView.of(
                        query, told, told.groups().next(last -> cursors.encode(query.list(), last.key()))));
    }
}
