package dev.tidepool.session.browser;

import java.util.ArrayList;
import java.util.List;

/** How Chromium is started. Pure. */
final class ChromiumArguments {

    /**
     * The browser itself goes nowhere: a context that is made for a session has a proxy of its own in place of this one, on
     * which nothing listens, and no name is ever resolved in Chromium. Nothing leaves by another way than the proxy: no QUIC,
     * no UDP of WebRTC, and loopback addresses are not exempt.
     */
    private static final List<String> EGRESS = List.of(
            "--proxy-server=http://127.0.0.1:9",
            "--proxy-bypass-list=<-loopback>",
            "--disable-quic",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--no-pings",
            "--dns-prefetch-disable");

    private static final List<String> QUIET = List.of(
            "--headless=new",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-breakpad",
            "--disable-client-side-phishing-detection",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-dev-shm-usage",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-gpu",
            "--disable-sync",
            "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,CertificateTransparencyComponentUpdater",
            "--hide-scrollbars",
            "--metrics-recording-only",
            "--mute-audio",
            "--password-store=basic",
            "--use-mock-keychain",
            "--js-flags=--max-old-space-size=512");

    private ChromiumArguments() {}

    /**
     * The arguments, less the program.
     *
     * @param proxyHost where the contexts' proxies are: the one name that may be resolved
     * @param maxRenderers processes of pages; those of sites that must not share one may be more
     */
    static List<String> of(String profile, String proxyHost, Sandbox sandbox, int maxRenderers) {
        List<String> arguments = new ArrayList<>(QUIET);
        arguments.addAll(EGRESS);
        arguments.add("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE " + proxyHost);
        arguments.add("--remote-debugging-port=0");
        arguments.add("--user-data-dir=" + profile);
        arguments.add("--renderer-process-limit=" + maxRenderers);
        if (sandbox == Sandbox.OFF) {
            arguments.add("--no-sandbox");
        }
        arguments.add("about:blank");
        return List.copyOf(arguments);
    }
}
