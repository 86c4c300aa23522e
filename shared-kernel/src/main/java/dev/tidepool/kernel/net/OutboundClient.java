package dev.tidepool.kernel.net;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Speaks to addresses that others chose: each hop is checked after resolution and connected to at the address checked. */
@ApplicationScoped
public class OutboundClient {

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final OutboundGuard guard;
    private final OperatorGuard operatorGuard;
    private final OutboundConfig config;
    private final HttpClient client;

    OutboundClient(OutboundGuard guard, OperatorGuard operatorGuard, OutboundConfig config, Vertx vertx) {
        this.guard = guard;
        this.operatorGuard = operatorGuard;
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions(),
                new PoolOptions()
                        .setHttp1MaxSize(config.maxConnections())
                        .setMaxWaitQueueSize(config.maxConnections()));
    }

    /** Status and body of the last hop. */
    public record Answer(int status, Buffer body) {}

    /**
     * A request to one address.
     *
     * @param patience how long it may take to the end of the answer; empty for as long as is configured
     */
    public record Call(
            HttpMethod method,
            URI uri,
            Map<String, String> headers,
            Optional<Buffer> body,
            Optional<Duration> patience) {}

    private record Hop(Answer answer, Optional<String> location) {}

    /**
     * GET of an address that the operator configured, following redirects up to the configured number. Fails with a Problem:
     * {@link OutboundError}, or 504.
     */
    public Uni<Answer> get(URI uri) {
        return inTime(uri, config.timeout(), hop(uri, config.maxRedirects()));
    }

    /** Sends one request to an address given by a client. A redirect is an answer as any other: what the request carries is meant for its address alone. */
    public Uni<Answer> send(Call call) {
        return inTime(
                call.uri(),
                patience(call),
                guard.check(call.uri()).chain(target -> send(target, call)).map(Hop::answer));
    }

    private Duration patience(Call call) {
        return call.patience().orElse(config.timeout());
    }

    private static Uni<Answer> inTime(URI uri, Duration patience, Uni<Answer> answer) {
        return answer.ifNoItem()
                .after(patience)
                .failWith(() -> Problem.of(CommonError.TIMEOUT, uri.getHost() + " did not answer in time."));
    }

    private Uni<Answer> hop(URI uri, int redirectsLeft) {
        Call call = new Call(HttpMethod.GET, uri, Map.of(), Optional.empty(), Optional.empty());
        return operatorGuard
                .check(uri)
                .chain(target -> send(target, call))
                .chain(hop -> follow(uri, hop, redirectsLeft));
    }

    private Uni<Answer> follow(URI uri, Hop hop, int redirectsLeft) {
        if (hop.location().isEmpty()) {
            return Uni.createFrom().item(hop.answer());
        }
        return redirectsLeft == 0
                ? Uni.createFrom().failure(tooManyRedirects())
                : hop(uri.resolve(hop.location().get()), redirectsLeft - 1);
    }

    private Uni<Hop> send(OutboundGuard.Checked target, Call call) {
        RequestOptions request = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(target.uri().toString())
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.address().getHostAddress()))
                // Whoever waits has given up by then; the connection follows.
                .setTimeout(patience(call).plus(LINGER).toMillis())
                .setFollowRedirects(false);
        call.headers().forEach(request::putHeader);
        return Uni.createFrom().deferred(() -> {
            SentRequest sent = new SentRequest();
            return Uni.createFrom()
                    .completionStage(() -> client.request(request)
                            .onSuccess(sent::opened)
                            .compose(opened -> sendAndRead(opened, call.body()))
                            .toCompletionStage())
                    .onCancellation()
                    .invoke(sent::giveUp);
        });
    }

    /** Reading is set up where the answer arrives: set up on another thread it could come after the answer's end. */
    private Future<Hop> sendAndRead(HttpClientRequest request, Optional<Buffer> body) {
        return (body.isPresent() ? request.send(body.get()) : request.send()).compose(this::read);
    }

    private Future<Hop> read(HttpClientResponse response) {
        Optional<String> location = REDIRECTS.contains(response.statusCode())
                ? Optional.ofNullable(response.getHeader("Location"))
                : Optional.empty();
        return BoundedBody.read(response, config.maxAnswerBytes(), this::tooLarge)
                .map(body -> new Hop(new Answer(response.statusCode(), body), location));
    }

    private Problem tooLarge() {
        return Problem.of(
                OutboundError.ANSWER_TOO_LARGE, "The answer is longer than " + config.maxAnswerBytes() + " bytes.");
    }

    private Problem tooManyRedirects() {
        return Problem.of(
                OutboundError.TOO_MANY_REDIRECTS,
                "The address redirected more than " + config.maxRedirects() + " times.");
    }
}
