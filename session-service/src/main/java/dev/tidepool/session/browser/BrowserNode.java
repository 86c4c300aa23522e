package dev.tidepool.session.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.openclaw.NodeBrowser;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.session.SessionState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Our browser in the words of OpenClaw's own: one page in a session of its own, of the organisation that the operator names, under all
 * the limits of any session's browser.
 */
@ApplicationScoped
class BrowserNode implements NodeBrowser {

    private static final String TAB = "page";
    private static final String PROFILE = "openclaw";
    private static final String SCREENSHOT = "screenshot.png";

    private final SessionService sessions;
    private final BrowserService browsers;
    private final AtomicReference<Optional<SessionId>> session = new AtomicReference<>(Optional.empty());

    BrowserNode(SessionService sessions, BrowserService browsers) {
        this.sessions = sessions;
        this.browsers = browsers;
    }

    /** Who it is done for, and in which session. */
    private record Place(Caller.Member member, SessionId session) {}

    @Override
    public Uni<ObjectNode> serve(OrganizationId organization, Request request) {
        Caller.Member member =
                new Caller.Member("openclaw:node", organization, Tier.GOVERNMENT, Set.of(), Set.of("sessions:write"));
        return place(member).chain(place -> serve(place, request));
    }

    private Uni<ObjectNode> serve(Place place, Request request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /" ->
                isOpen(place)
                        .map(open -> result(object().put("enabled", true)
                                .put("running", open)
                                .put("profile", PROFILE)));
            case "GET /profiles" -> Uni.createFrom().item(profiles());
            case "GET /tabs" -> tabs(place);
            case "POST /start" -> open(place, Optional.empty()).map(view -> result(ok()));
            case "POST /stop" ->
                browsers.close(place.member(), place.session()).map(closed -> result(ok().put("stopped", true)));
            case "POST /tabs/open" -> open(place, Optional.of(url(request))).map(view -> result(tab(view)));
            case "POST /tabs/focus" ->
                browsers.look(place.member(), place.session()).map(view -> result(ok()));
            case "POST /navigate" -> open(place, Optional.of(url(request))).map(view -> result(at(view)));
            case "GET /snapshot" ->
                browsers.snapshot(place.member(), place.session()).map(BrowserNode::snapshot);
            case "POST /act" ->
                browsers.act(place.member(), place.session(), action(request.body()))
                        .map(view -> result(at(view)));
            case "POST /screenshot" -> screenshot(place, request.body());
            case "DELETE /tabs/" + TAB ->
                browsers.close(place.member(), place.session()).map(closed -> result(ok()));
            default ->
                Uni.createFrom()
                        .failure(Problem.of(
                                CommonError.NOT_FOUND,
                                request.method() + " " + request.path() + " is not known to this browser."));
        };
    }

    /** The session of this instance; another one when it has ended. */
    private Uni<Place> place(Caller.Member member) {
        return session.get()
                .map(known -> sessions.find(member.organization(), known)
                        .map(found -> found.state() instanceof SessionState.Open)
                        .onFailure(Problem.class)
                        .recoverWithItem(false)
                        .chain(open -> open ? Uni.createFrom().item(new Place(member, known)) : begin(member)))
                .orElseGet(() -> begin(member));
    }

    private Uni<Place> begin(Caller.Member member) {
        return sessions.createForService(member, "openclaw-node")
                .map(Session::id)
                .invoke(made -> session.set(Optional.of(made)))
                .map(made -> new Place(member, made));
    }

    private Uni<BrowserView> open(Place place, Optional<String> url) {
        Uni<BrowserView> opened = browsers.open(place.member(), place.session(), OpenBrowser.EMPTY);
        return url.isEmpty()
                ? opened
                : opened.chain(() -> browsers.navigate(place.member(), place.session(), new Navigate(url.get())));
    }

    private Uni<Boolean> isOpen(Place place) {
        return browsers.look(place.member(), place.session())
                .map(view -> true)
                .onFailure(BrowserNode::isNotOpen)
                .recoverWithItem(false);
    }

    private Uni<ObjectNode> tabs(Place place) {
        return browsers.look(place.member(), place.session())
                .map(view -> {
                    ObjectNode told = object().put("running", true);
                    told.putArray("tabs").add(tab(view));
                    return result(told);
                })
                .onFailure(BrowserNode::isNotOpen)
                .recoverWithItem(() -> {
                    ObjectNode told = object().put("running", false);
                    told.putArray("tabs");
                    return result(told);
                });
    }

    private static boolean isNotOpen(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == BrowserError.BROWSER_NOT_OPEN;
    }

    private Uni<ObjectNode> screenshot(Place place, JsonNode body) {
        return browsers.screenshot(
                        place.member(), place.session(), body.path("fullPage").asBoolean(false))
                .map(BrowserNode::picture);
    }

    private static ObjectNode picture(Buffer png) {
        ObjectNode told = result(ok().put("path", SCREENSHOT).put("targetId", TAB));
        told.putArray("files")
                .addObject()
                .put("path", SCREENSHOT)
                .put("base64", Base64.getEncoder().encodeToString(png.getBytes()))
                .put("mimeType", "image/png");
        return told;
    }

    private static ObjectNode snapshot(SnapshotView page) {
        return result(ok().put("format", "ai")
                .put("targetId", TAB)
                .put("url", page.url())
                .put("snapshot", page.text())
                .put("truncated", page.truncated()));
    }

    private static ObjectNode profiles() {
        ObjectNode told = object();
        told.putArray("profiles")
                .addObject()
                .put("name", PROFILE)
                .put("driver", "openclaw")
                .put("isDefault", true);
        return result(told);
    }

    private static ActOnPage action(JsonNode body) {
        String kind = body.path("kind").asText();
        return new ActOnPage(
                kind.equals("scrollIntoView") ? "scroll" : kind,
                body.path("ref").textValue(),
                body.path("text").textValue(),
                body.path("submit").asBoolean(false),
                body.path("key").textValue(),
                null,
                null);
    }

    private static String url(Request request) {
        return request.body().path("url").asText();
    }

    private static ObjectNode at(BrowserView view) {
        return ok().put("targetId", TAB).put("url", view.url());
    }

    private static ObjectNode tab(BrowserView view) {
        return object().put("targetId", TAB)
                .put("title", view.title())
                .put("url", view.url())
                .put("type", "page");
    }

    private static ObjectNode ok() {
        return object().put("ok", true);
    }

    private static ObjectNode result(ObjectNode result) {
        ObjectNode told = object();
        told.set("result", result);
        return told;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
