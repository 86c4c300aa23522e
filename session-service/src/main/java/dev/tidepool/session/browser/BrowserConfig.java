package dev.tidepool.session.browser;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which Chromium, where its pages may go, and the limits on them. */
@ConfigMapping(prefix = "tidepool.browser")
interface BrowserConfig {

    /** The program. Absent: the first of the usual names on the path. */
    Optional<String> executable();

    /** DevTools address of a Chromium that runs elsewhere, http or ws. Given: none is started here. */
    Optional<URI> endpoint();

    /** Chromium's own sandbox. It cannot be had as root: then there are no browsers, unless this is false. */
    @WithDefault("true")
    boolean sandbox();

    /** How long Chromium may take to start. */
    @WithDefault("30s")
    Duration startTimeout();

    /** How long a browser may take to be opened in a Chromium that has started. */
    @WithDefault("20s")
    Duration openTimeout();

    /** Sessions with a browser at once, in this instance. */
    @WithDefault("16")
    int maxBrowsers();

    /** The same of one organisation. */
    @WithDefault("4")
    int maxBrowsersPerOrganization();

    /** Processes of pages in all; those of sites that must not share one may be more. */
    @WithDefault("64")
    int maxRenderers();

    /** Pages (tabs) of one browser; a page that would open more does not. */
    @WithDefault("4")
    int maxPages();

    /** How long one request to the browser may take; below the gateway's limit for it. */
    @WithDefault("45s")
    Duration operationTimeout();

    /** How long a page may load until it is looked at as it is. */
    @WithDefault("20s")
    Duration loadTimeout();

    /** How long after an action it is watched whether the page begins to load. */
    @WithDefault("150ms")
    Duration settle();

    /** A browser nobody used for this long is closed. */
    @WithDefault("5m")
    Duration idleTimeout();

    /** A browser is closed when it has been open for this long. */
    @WithDefault("30m")
    Duration maximumLifetime();

    @WithDefault("1280")
    int viewportWidth();

    @WithDefault("800")
    int viewportHeight();

    /** Of a screenshot of a whole page; what is below is cut off. */
    @WithDefault("4000")
    int maxScreenshotHeight();

    /** Elements of a page that can be looked at as text. */
    @WithDefault("20000")
    int maxElements();

    /** Of a page as text; what is beyond is cut off, and that is said. */
    @WithDefault("50000")
    int maxSnapshotCharacters();

    @WithDefault("16777216")
    int maxPdfBytes();

    /** Snapshots, pictures and PDFs of this instance that are made at once; the others wait. Each may take 60 MB. */
    @WithDefault("1")
    int maxLooks();

    /** Of one message of Chromium, such as a picture in base64; a browser that sends a longer one is closed. */
    @WithDefault("12582912")
    int maxMessageBytes();

    /** Hosts that pages may reach, {@code example.com} or {@code *.example.com}. Absent: every public one. */
    Optional<Set<String>> allowedHosts();

    /** Connections of one browser at once. */
    @WithDefault("64")
    int maxConnections();

    /** How long a connection to a site may take to be made. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long a connection of a page may be silent. */
    @WithDefault("60s")
    Duration connectionIdleTimeout();

    /** Address on which the proxies for pages listen. */
    @WithDefault("127.0.0.1")
    String proxyBind();

    /** Host by which Chromium reaches them. */
    @WithDefault("127.0.0.1")
    String proxyHost();

    /** How often it is looked for browsers whose time is over. */
    @WithDefault("5s")
    Duration sweepEvery();
}
