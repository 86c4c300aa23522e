package dev.tidepool.staking.chain;

import dev.tidepool.kernel.net.BoundedBody;
import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One POST and its whole answer, on the caller's event loop, within a time and a size.
 *
 * <p>The client's own timeout covers only the wait for the first byte, so the limit is a timer of ours.
 */
final class RpcExchange {

    private final Vertx vertx;
    private final HttpClient client;
    private final URI uri;
    private final Duration timeout;
    private final int maxAnswerBytes;
    private final int workerAnswerBytes;

    RpcExchange(Vertx vertx, URI uri, ChainConfig config) {
        this.vertx = vertx;
        this.uri = uri;
        this.timeout = config.callTimeout();
        this.maxAnswerBytes = config.maxAnswerBytes();
        this.workerAnswerBytes = config.workerAnswerBytes();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(config.connectionsPerEndpoint())
                .setMaxWaitQueueSize(config.maxWaitingCalls())
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setKeepAlive(true)
                .setDecompressionSupported(true)
                // RpcEndpoint writes a span that names the method; this one would only say POST.
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    /** What the reader makes of the answer; a long one it reads on a worker thread. */
    <T> Future<T> post(Buffer body, Function<RpcAnswer, T> reader) {
        return post(body)
                .compose(answer -> answer.body().length() > workerAnswerBytes
                        ? vertx.executeBlocking(() -> reader.apply(answer), false)
                        : Future.succeededFuture(reader.apply(answer)));
    }

    Future<RpcAnswer> post(Buffer body) {
        Promise<RpcAnswer> answer = Promise.promise();
        long timer = vertx.setTimer(timeout.toMillis(), fired -> answer.tryFail(timedOut()));
        client.request(options())
                .onFailure(cause -> answer.tryFail(unreachable(cause)))
                .onSuccess(request -> send(request, body, answer));
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    Future<Void> close() {
        return client.close();
    }

    private RequestOptions options() {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri.toString())
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json");
    }

    private void send(HttpClientRequest request, Buffer body, Promise<RpcAnswer> answer) {
        // Frees the connection when the time is up, also when it came only after that.
        answer.future().onFailure(cause -> request.reset());
        if (answer.future().isComplete()) {
            return;
        }
        request.send(body)
                .onFailure(cause -> answer.tryFail(unreachable(cause)))
                .onSuccess(response -> read(response, answer));
    }

    private void read(HttpClientResponse response, Promise<RpcAnswer> answer) {
        BoundedBody.read(response, maxAnswerBytes, this::tooLong)
                .onSuccess(body -> answer.tryComplete(new RpcAnswer(
                        response.statusCode(), Optional.ofNullable(response.getHeader("Retry-After")), body)))
                .onFailure(cause -> answer.tryFail(cause instanceof RpcFailure ours ? ours : unreachable(cause)));
    }

    private RpcFailure.Endpoint tooLong() {
        return new RpcFailure.Endpoint(Kind.TOO_LONG, "answer above %d bytes".formatted(maxAnswerBytes));
    }

    private RpcFailure.Endpoint timedOut() {
        return new RpcFailure.Endpoint(Kind.TIMEOUT, "no answer within " + timeout);
    }

    /** The cause's text may hold the URL, and a URL may hold a provider's key: only its class goes on. */
    private static RpcFailure.Endpoint unreachable(Throwable cause) {
        return new RpcFailure.Endpoint(
                Kind.UNREACHABLE, "connection failed: " + cause.getClass().getSimpleName());
    }
}
