package dev.tidepool.session.browser;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** What a session's browser can be asked to do. A session of another organisation does not exist here. */
@ApplicationScoped
public class BrowserService {

    private final SessionService sessions;
    private final Browsers browsers;
    private final BrowserConfig config;
    private final BrowserEvents events;
    private final BrowserWatch watch;
    private final BrowserLooks looks;

    BrowserService(
            SessionService sessions,
            Browsers browsers,
            BrowserConfig config,
            BrowserEvents events,
            BrowserWatch watch,
            BrowserLooks looks) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.config = config;
        this.events = events;
        this.watch = watch;
        this.looks = looks;
    }

    static boolean isNavigationFailure(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == BrowserError.BROWSER_NAVIGATION_FAILED;
    }

    /** Opens the session's browser if it has none open, and goes to the address if one is given. Fails with 503 without Chromium. */
    public Uni<BrowserView> open(Caller.Member member, SessionId session, OpenBrowser wanted) {
        HostRules hosts = wanted.hosts();
        Optional<PageAddress> address = wanted.address();
        Uni<SessionBrowser> opened = requireOpen(member.organization(), session)
                .chain(() -> browsers.find(member.organization(), session)
                        .map(browser -> Uni.createFrom().item(browser))
                        .orElseGet(() -> begin(member, session, hosts)));
        return watch.watch(
                "open",
                opened.chain(browser -> browser.alone(
                        () -> address.map(to -> go(member, browser, to)).orElseGet(() -> view(browser)))));
    }

    /**
     * Goes to an address and reads it, with nothing in between. A browser that is opened for it is closed again; one that is open
     * is used, unless it may reach other hosts than are wanted: that is 409 {@link BrowserError#BROWSER_HOSTS_DIFFER}.
     */
    public Uni<SnapshotView> visit(Caller.Member member, SessionId session, OpenBrowser wanted) {
        HostRules hosts = wanted.hosts();
        PageAddress address = wanted.address().orElseThrow();
        Uni<SnapshotView> visited = requireOpen(member.organization(), session)
                .chain(() -> browsers.find(member.organization(), session)
                        .map(browser -> read(member, requireHosts(browser, hosts), address))
                        .orElseGet(() -> begin(member, session, hosts)
                                .chain(browser -> read(member, browser, address)
                                        .onTermination()
                                        .invoke(() -> browsers.close(browser, CloseReason.REQUESTED)))));
        return watch.watch("visit", visited);
    }

    private SessionBrowser requireHosts(SessionBrowser browser, HostRules hosts) {
        if (!hosts.equals(HostRules.ALL) && !browser.hosts().equals(hosts.within(configuredHosts()))) {
            throw Problem.of(
                    BrowserError.BROWSER_HOSTS_DIFFER,
                    "The session's browser was opened for other hosts. Close it first: one is opened for these then.");
        }
        return browser;
    }

    private Uni<SnapshotView> read(Caller.Member member, SessionBrowser browser, PageAddress address) {
        return browser.alone(() -> go(member, browser, address).chain(() -> snapshot(browser)));
    }

    private Uni<SessionBrowser> begin(Caller.Member member, SessionId session, HostRules hosts) {
        return browsers.open(member.organization(), session, hosts.within(configuredHosts()))
                .call(browser -> events.opened(member.organization(), session, member.subject()));
    }

    private HostRules configuredHosts() {
        return config.allowedHosts()
                .map(hosts -> HostRules.of("tidepool.browser.allowed-hosts", hosts))
                .orElse(HostRules.ALL);
    }

    /** Fails with 409 {@link BrowserError#BROWSER_NOT_OPEN} like all that follow. */
    public Uni<BrowserView> look(Caller.Member member, SessionId session) {
        return use(member, session, "look", this::view);
    }

    /** Fails with 400 for an address that must not be reached, with 422 for one that cannot be loaded. */
    public Uni<BrowserView> navigate(Caller.Member member, SessionId session, Navigate wanted) {
        PageAddress address = wanted.address();
        return use(member, session, "navigate", browser -> go(member, browser, address));
    }

    /** The page as text, with a reference for everything that can be acted on. */
    public Uni<SnapshotView> snapshot(Caller.Member member, SessionId session) {
        return use(member, session, "snapshot", this::snapshot);
    }

    private Uni<SnapshotView> snapshot(SessionBrowser browser) {
        BrowserPage page = browser.page();
        return looks.inTurn(() -> new PageReader(page, config).outline())
                .chain(outline -> page.info().map(info -> SnapshotView.of(browser.session(), info, outline)));
    }

    public Uni<BrowserView> act(Caller.Member member, SessionId session, ActOnPage wanted) {
        BrowserAction action = wanted.action();
        return use(
                member,
                session,
                "act",
                browser -> new PageHand(browser.page(), config).act(action).chain(() -> view(browser)));
    }

    /** A PNG. */
    public Uni<Buffer> screenshot(Caller.Member member, SessionId session, boolean fullPage) {
        return use(
                member,
                session,
                "screenshot",
                browser -> looks.inTurn(() -> new PageReader(browser.page(), config).screenshot(fullPage)));
    }

    /** In parts, which are read from the browser as they are wanted: until then it is at work. */
    public Uni<Multi<byte[]>> pdf(Caller.Member member, SessionId session) {
        return watch.watch(
                "pdf",
                open(member, session)
                        .chain(browser -> browser.aloneInParts(
                                () -> looks.inTurn(() -> new PageReader(browser.page(), config).pdf()))));
    }

    /** Closing what is not open changes nothing. */
    public Uni<Void> close(Caller.Member member, SessionId session) {
        return sessions.find(member.organization(), session)
                .invoke(() -> browsers.close(session, CloseReason.REQUESTED))
                .replaceWithVoid();
    }

    private Uni<BrowserView> go(Caller.Member member, SessionBrowser browser, PageAddress address) {
        return events.navigated(member.organization(), browser.session(), member.subject(), address)
                .chain(() -> browser.navigate(address))
                .chain(() -> view(browser));
    }

    private Uni<BrowserView> view(SessionBrowser browser) {
        BrowserPage page = browser.page();
        return page.info().map(info -> BrowserView.of(browser, page, info));
    }

    private <T> Uni<T> use(
            Caller.Member member, SessionId session, String operation, Function<SessionBrowser, Uni<T>> work) {
        return watch.watch(operation, open(member, session).chain(browser -> browser.alone(() -> work.apply(browser))));
    }

    private Uni<SessionBrowser> open(Caller.Member member, SessionId session) {
        return browsers.find(member.organization(), session)
                .map(browser -> Uni.createFrom().item(browser))
                .orElseGet(() -> requireOpen(member.organization(), session).map(found -> {
                    throw notOpen();
                }));
    }

    private Uni<Void> requireOpen(OrganizationId organization, SessionId session) {
        return sessions.find(organization, session)
                .invoke(found -> found.state().requireOpen())
                .replaceWithVoid();
    }

    private static Problem notOpen() {
        return Problem.of(
                BrowserError.BROWSER_NOT_OPEN,
                "Open the session's browser first. One that is not used, or that crashed, was closed.");
    }
}
