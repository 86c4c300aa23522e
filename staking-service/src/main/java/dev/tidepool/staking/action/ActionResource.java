package dev.tidepool.staking.action;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.action.ActionView.LinkView;
import dev.tidepool.staking.action.ActionView.ParameterView;
import dev.tidepool.staking.chain.CurrentCluster;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The addresses that wallets call. A failure is {@code {"message"}}. */
@OfActions
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "solana actions")
@APIResponse(responseCode = "200", description = "As the specification of Solana Actions has it")
class ActionResource {

    private static final String ICON = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#0b3d5c"/>\
            <path d="M6 40q9-10 18 0t18 0 18 0M6 28q9-10 18 0t18 0 18 0" fill="none" stroke="#7fd6ff" stroke-width="5"/></svg>
            """;

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final ActionService actions;
    private final ActionConfig config;

    ActionResource(CurrentCaller callers, CurrentCluster clusters, ActionService actions, ActionConfig config) {
        this.callers = callers;
        this.clusters = clusters;
        this.actions = actions;
        this.config = config;
    }

    @GET
    @Path("actions.json")
    @Operation(summary = "Which addresses are Solana Actions", operationId = "getActionRules")
    public ActionRulesView rules() {
        return ActionRulesView.all();
    }

    @GET
    @Path("actions/icon.svg")
    @Produces("image/svg+xml")
    @Operation(summary = "The picture of the actions", operationId = "getActionIcon")
    public String icon() {
        return ICON;
    }

    @GET
    @Path("actions/stake")
    @Operation(summary = "What a wallet shows before it stakes", operationId = "getStakeAction")
    public ActionView stakeAction(@Context RoutingContext routing) {
        callers.get();
        Stream<LinkView> fixed = config.amounts().stream()
                .map(amount -> LinkView.of(link("/actions/stake?amount=" + amount), "Stake " + amount + " SOL"));
        LinkView free = LinkView.of(
                link("/actions/stake?amount={amount}&validator={validator}"),
                "Stake",
                List.of(
                        new ParameterView("number", "amount", "SOL to stake", true),
                        new ParameterView("text", "validator", "Vote account (one is chosen if empty)", false)));
        return ActionView.of(
                iconUrl(routing.request()),
                "Stake SOL",
                "Delegates SOL of yours to a validator that votes, in a stake account of yours. The rent of the account comes on top.",
                "Stake",
                Stream.concat(fixed, Stream.of(free)).toList());
    }

    @POST
    @Path("actions/stake")
    @Operation(summary = "The transaction that stakes", operationId = "postStakeAction")
    @APIResponse(responseCode = "400", description = "message: account, amount or validator is missing or wrong")
    @APIResponse(responseCode = "422", description = "message: the chain would not take it")
    @APIResponse(responseCode = "429", description = "message: the wallet asks too often; Retry-After says when")
    public Uni<ActionTransactionView> stake(
            @Parameter(description = "SOL, a decimal with at most 9 places") @QueryParam("amount") @Nullable
                    String amount,
            @Parameter(description = "Vote account; one that votes is chosen where it is left out")
                    @QueryParam("validator")
                    @Nullable
                    String validator,
            @Nullable ActionRequest request) {
        requireScope("actions:stake");
        return actions.stake(clusters.get(), account(request), amount, validator);
    }

    @GET
    @Path("actions/unstake")
    @Operation(summary = "What a wallet shows before it unstakes", operationId = "getUnstakeAction")
    public ActionView unstakeAction(@Context RoutingContext routing) {
        callers.get();
        return ActionView.of(
                iconUrl(routing.request()),
                "Unstake SOL",
                "Lets stake of yours cool down. It can be withdrawn when the epoch has ended.",
                "Unstake",
                List.of(
                        LinkView.of(link("/actions/unstake?amount=all"), "Unstake all"),
                        LinkView.of(
                                link("/actions/unstake?amount={amount}"),
                                "Unstake",
                                List.of(new ParameterView("number", "amount", "SOL to unstake", true)))));
    }

    @POST
    @Path("actions/unstake")
    @Operation(summary = "The transaction that unstakes", operationId = "postUnstakeAction")
    @APIResponse(responseCode = "400", description = "message: account or amount is missing or wrong")
    @APIResponse(responseCode = "422", description = "message: the chain would not take it")
    @APIResponse(responseCode = "429", description = "message: the wallet asks too often; Retry-After says when")
    public Uni<ActionTransactionView> unstake(
            @Parameter(description = "SOL, or all, which it is by default") @QueryParam("amount") @Nullable
                    String amount,
            @Nullable ActionRequest request) {
        requireScope("actions:unstake");
        return actions.unstake(clusters.get(), account(request), amount);
    }

    /** The wallet follows it later: the cluster that was asked for goes with it. */
    private String link(String href) {
        return clusters.given()
                .map(cluster -> href + "&cluster=" + cluster.name())
                .orElse(href);
    }

    /** The gateway grants it to everybody on this route. */
    private void requireScope(String scope) {
        if (!callers.get().scopes().contains(scope)) {
            throw Problem.forbidden("The credential lacks the scope " + scope + ".");
        }
    }

    private static @Nullable String account(@Nullable ActionRequest request) {
        return request == null ? null : request.account();
    }

    /** Wallets take absolute addresses only; the gateway tells under which name it was called. */
    private String iconUrl(HttpServerRequest request) {
        return config.icon()
                .map(Object::toString)
                .orElseGet(() -> "%s://%s/actions/icon.svg"
                        .formatted(
                                Optional.ofNullable(request.getHeader("X-Forwarded-Proto"))
                                        .orElse("http"),
                                Optional.ofNullable(request.getHeader("X-Forwarded-Host"))
                                        .orElseGet(() -> String.valueOf(request.getHeader("Host")))));
    }
}
