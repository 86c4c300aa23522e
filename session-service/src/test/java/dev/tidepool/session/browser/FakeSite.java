package dev.tidepool.session.browser;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Servers on free ports of loopback: a site that the tests' settings allow, with a WebSocket that they allow too, and a
 * neighbour that nothing allows, whose hits the site tells at {@code /neighbour-hits}.
 */
public final class FakeSite implements QuarkusTestResourceLifecycleManager {

    static final String NEIGHBOUR = "tidepool.test.neighbour";

    /** Read by the tests' settings, which allow the address. */
    private static final String SITE = "tidepool.test.site-port";

    private static final String SOCKET = "tidepool.test.socket-port";

    private static final String PAGE = """
            <!doctype html><html lang="en"><head><title>%s</title></head><body>%s</body></html>
            """;

    /** Tells the site, and then is busy for ever. */
    private static final String STUCK = """
            <button onclick="let told = new XMLHttpRequest(); told.open('GET', '/spinning', false); told.send(); for(;;){}">
            Spin</button>""";

    private final AtomicInteger neighbourHits = new AtomicInteger();
    private final AtomicInteger spins = new AtomicInteger();
    private Vertx vertx;
    private FakeSocket socket;

    /** The site's address. */
    public static String url() {
        return url("127.0.0.1");
    }

    /** The same by another name of the machine. */
    static String url(String host) {
        return "http://" + authority(host);
    }

    static String authority(String host) {
        return host + ":" + System.getProperty(SITE);
    }

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        socket = FakeSocket.start();
        int neighbour = listen(request -> {
            neighbourHits.incrementAndGet();
            request.response().putHeader("Access-Control-Allow-Origin", "*").end("inside");
        });
        int site = listen(this::answer);
        System.setProperty(NEIGHBOUR, Integer.toString(neighbour));
        System.setProperty(SITE, Integer.toString(site));
        System.setProperty(SOCKET, Integer.toString(socket.port()));
        return Map.of(SITE, Integer.toString(site), SOCKET, Integer.toString(socket.port()));
    }

    private int listen(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void answer(HttpServerRequest request) {
        String inside = "127.0.0.1:" + System.getProperty(NEIGHBOUR);
        switch (request.path()) {
            case "/" -> page(request, "Reef", HOME);
            case "/second" -> page(request, "Second", "<h1>Second page</h1><a href='/'>Back</a>");
            case "/search" -> page(request, "Found", "<h1>You searched " + request.getParam("q") + "</h1>");
            case "/cookie" -> cookie(request);
            case "/hard" -> page(request, "Hard", HARD);
            case "/tall" -> page(request, "Tall", "<div style='height:3000px'>top</div><button>Bottom</button>");
            case "/stuck" -> page(request, "Stuck", STUCK);
            case "/spinning" -> request.response().end(Integer.toString(spins.incrementAndGet()));
            case "/spins" -> request.response().end(Integer.toString(spins.get()));
            case "/popups" -> page(request, "Popups", POPUPS);
            case "/long" -> page(request, "Long", "<p>words and words</p><hr>".repeat(20));
            case "/lying" -> page(request, "Lying", LYING);
            case "/many" -> page(request, "Many", "<i>a</i>".repeat(Integer.parseInt(request.getParam("of"))));
            case "/waits" ->
                page(request, "Waits", "<img src='/late?millis=%s'>".formatted(request.getParam("millis")));
            case "/late" ->
                vertx.setTimer(
                        Long.parseLong(request.getParam("millis")),
                        late -> request.response().end());
            case "/probe" ->
                page(
                        request,
                        "Probe",
                        PROBE.replace("INSIDE", inside)
                                .replace("SITE", System.getProperty(SITE))
                                .replace("SOCKET", System.getProperty(SOCKET)));
            case "/to-inside" -> redirect(request, "http://" + inside + "/");
            case "/to-metadata" -> redirect(request, "http://169.254.169.254/latest/meta-data/");
            case "/to-second" -> redirect(request, "/second");
            case "/neighbour-hits" -> request.response().end(neighbourHits.toString());
            case "/conversations" -> request.response().end(Integer.toString(socket.conversations()));
            case "/file" ->
                request.response()
                        .putHeader("Content-Disposition", "attachment; filename=a.bin")
                        .end("bytes");
            default -> request.response().setStatusCode(404).end("nothing here");
        }
    }

    private static void page(HttpServerRequest request, String title, String body) {
        request.response().putHeader("Content-Type", "text/html").end(PAGE.formatted(title, body));
    }

    private static void redirect(HttpServerRequest request, String to) {
        request.response().setStatusCode(302).putHeader("Location", to).end();
    }

    private static void cookie(HttpServerRequest request) {
        String seen = String.valueOf(request.getHeader("Cookie"));
        request.response().putHeader("Set-Cookie", "berth=7");
        page(request, "Cookie", "<h1>cookie " + seen + "</h1>");
    }

    private static final String HOME = """
            <h1>Welcome to the reef</h1>
            <p>Plain words of the page.</p>
            <a href="/second">Second</a>
            <a href="/second" target="_blank" rel="opener">Elsewhere</a>
            <form action="/search"><label>Query <input name="q" value="old"></label><button>Go</button></form>
            <button style="display:none">Unseen</button>
            <iframe srcdoc="<button>Framed</button>" title="Frame"></iframe>
            """;

    /** Things that would hold up whoever has no person in front of it. */
    private static final String HARD = """
            <script>alert('stop'); document.title = 'After the dialog';</script>
            <h1>After the dialog</h1>
            <button onclick="this.remove()">Vanish</button>
            """;

    /** A page that answers questions as it likes. */
    private static final String LYING = """
            <script>document.getElementsByTagName = () => ({length: 'many'});</script><h1>All true</h1>
            """;

    private static final String POPUPS = """
            <button onclick="for (let i = 0; i < 3; i++) window.open('/second', '_blank')">Three</button>
            """;

    /** A page that tries every way inside it can think of, and writes down what came of it. */
    private static final String PROBE = """
            <h1 id="done">trying</h1><ul id="out"></ul>
            <script>
            const out = (way, what) => {
              const item = document.createElement('li'); item.textContent = way + ': ' + what;
              document.getElementById('out').append(item);
            };
            const fetched = (way, url, options) => fetch(url, options)
              .then(a => a.text()).then(t => out(way, 'reached ' + t), () => out(way, 'refused'));
            const socket = (way, url) => new Promise(end => {
              const s = new WebSocket(url);
              s.onmessage = m => { out(way, 'reached ' + m.data); end(); };
              s.onerror = () => { out(way, 'refused'); end(); };
            });
            const image = (way, url) => new Promise(end => {
              const i = new Image(); i.onload = () => { out(way, 'reached'); end(); };
              i.onerror = () => { out(way, 'refused'); end(); }; i.src = url;
            });
            Promise.all([
              fetched('fetch', 'http://INSIDE/'),
              fetched('name', 'http://inside.test:SITE/'),
              fetched('localhost', 'http://localhost:SITE/'),
              fetched('redirect', '/to-inside'),
              fetched('metadata', 'http://169.254.169.254/', {mode: 'no-cors'}),
              fetched('file', 'file:///etc/hostname'),
              fetched('own', '/neighbour-hits'),
              socket('socket', 'ws://INSIDE/'),
              socket('tide', 'ws://127.0.0.1:SOCKET/'),
              socket('private', 'ws://localhost:SOCKET/'),
              image('image', 'http://INSIDE/x.png'),
              image('secure', 'https://INSIDE/x.png'),
            ]).then(() => { document.getElementById('done').textContent = 'tried'; });
            </script>
            """;

    @Override
    public void stop() {
        socket.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
