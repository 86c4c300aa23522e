package dev.tidepool.gateway.route;

import dev.tidepool.gateway.compress.Compression;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on its way to a service and back. Lives on the request's event loop. */
final class HttpRelay implements Relay {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final CharSequence RETRY = HttpHeaders.createOptimized("X-Retry-Attempt");

    private final HttpServerRequest client;
    private final Forwarding forwarding;
    private final @Nullable Buffer body;
    private final Upstreams upstreams;
    private final Compression compression;
    private final ProxyConfig config;
    private final Lane lane;
    private final Attempts attempts;
    private final Verdict verdict;
    private final Duration limit;

    private @Nullable HttpClientRequest upstream;
    private Deadlines.@Nullable Deadline deadline;
    private long askedAt;
    private long answeredAt;
    private boolean ended;

    HttpRelay(
            HttpServerRequest client,
            Forwarding forwarding,
            @Nullable Buffer body,
            Upstreams upstreams,
            Compression compression,
            ProxyConfig config) {
        this.client = client;
        this.forwarding = forwarding;
        this.body = body;
        this.upstreams = upstreams;
        this.compression = compression;
        this.config = config;
        this.lane = upstreams.lane();
        this.attempts = upstreams.attempts(lane, forwarding.upstream());
        this.verdict = new Verdict(upstreams.breaker(forwarding.upstream()));
        this.limit = config.timeoutOf(forwarding.timeout());
    }

    @Override
    public void start() {
        switch (verdict.admit(System.nanoTime())) {
            case Breaker.Admission.Refused refused ->
                answer(UpstreamProblems.unavailable(forwarding.upstream(), refused.retryAfter()));
            case Breaker.Admission.Pass pass -> {
                askedAt = System.nanoTime();
                ask();
            }
        }
    }

    /** The limit is on all that comes before the head: the wait for a connection and further attempts too. */
    private void ask() {
        if (deadline == null) {
            deadline = lane.deadlines().after(limit, this::timedOut);
        }
        Endpoint endpoint = attempts.next(System.nanoTime());
        upstreams
                .request(lane, endpoint, client.method(), forwarding.pathAndQuery(), limit)
                .onComplete(asked -> {
                    if (asked.succeeded()) {
                        send(asked.result());
                    } else {
                        failedToConnect(asked.cause());
                    }
                });
    }

    private void send(HttpClientRequest request) {
        if (!isAwaited()) {
            request.reset();
            return;
        }
        upstream = request;
        ConnectionUse.begin(request);
        request.exceptionHandler(failure -> {});
        request.response().onComplete(answered -> {
            if (answered.succeeded()) {
                relay(answered.result());
            } else {
                failedBeforeHead(answered.cause());
            }
        });
        MultiMap headers = request.headers();
        HeaderRules.copyToService(client.headers(), headers);
        forwarding.stamp(headers);
        HeaderRules.tellClient(headers, forwarding.client());
        if (attempts.retries() > 0) {
            headers.set(RETRY, Integer.toString(attempts.retries()));
        }
        if (body != null) {
            request.end(body);
        } else if (LimitedBody.isAnnounced(client)) {
            sendBody(request);
        } else {
            client.resume();
            request.end();
        }
    }

    private void sendBody(HttpClientRequest request) {
        if (client.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            request.setChunked(true);
        }
        Reply.askForBody(client);
        endDeadline();
        deadline = lane.deadlines().after(config.uploadTimeout(), this::uploadTimedOut);
        new LimitedBody(client, forwarding.route().maxBodyBytes())
                .pipe()
                .endOnFailure(false)
                .to(request)
                .onSuccess(sent -> awaitHead())
                .onFailure(this::failedToSendBody);
    }

    /** Counts from the end of the request: a slow client's upload is not the service's delay. */
    private void awaitHead() {
        endDeadline();
        if (isAwaited()) {
            deadline = lane.deadlines().after(limit, this::timedOut);
        }
    }

    private void relay(HttpClientResponse answer) {
        answeredAt = System.nanoTime();
        endDeadline();
        attempts.succeeded();
        verdict.good();
        HttpServerResponse response = client.response();
        if (ended || response.headWritten()) {
            reset();
            return;
        }
        response.setStatusCode(answer.statusCode());
        HeaderRules.copyToClient(answer.headers(), response.headers());
        new AnswerBody(client, answer, compression).relay(this::brokeHalfway);
    }

    private void failedToConnect(Throwable failure) {
        if (!isAwaited()) {
            return;
        }
        if (failure instanceof TimeoutException) {
            timedOut();
        } else if (failure instanceof ConnectionPoolTooBusyException) {
            verdict.none();
            refuse(UpstreamProblems.unavailable(forwarding.upstream(), SOON), failure);
        } else {
            long now = System.nanoTime();
            attempts.failed(now);
            if (attempts.mayTryAgain(now)) {
                askAgain();
                return;
            }
            verdict.bad(config.breaker().unreachableFor());
            refuse(UpstreamProblems.unavailable(forwarding.upstream(), SOON), failure);
        }
    }

    /** A kept connection may end just as it is used, and an instance die under its requests. */
    private void failedBeforeHead(Throwable failure) {
        if (!isAwaited()) {
            return;
        }
        long now = System.nanoTime();
        attempts.failed(now);
        if (UpstreamProblems.isLost(failure)
                && attempts.mayRepeat(client.method(), LimitedBody.isAnnounced(client), now)) {
            askAgain();
        } else {
            verdict.bad(config.breaker().unreachableFor());
            refuse(UpstreamProblems.beforeHead(forwarding.upstream(), failure), failure);
        }
    }

    private boolean isAwaited() {
        return !verdict.isGiven() && !ended;
    }

    private void askAgain() {
        upstream = null;
        upstreams.later(attempts.pause(ThreadLocalRandom.current().nextDouble()), () -> {
            if (isAwaited()) {
                ask();
            }
        });
    }

    private void timedOut() {
        if (upstream == null) {
            // Others have all connections: that is no failure of the service.
            verdict.none();
        } else {
            attempts.failed(System.nanoTime());
            verdict.bad(config.breaker().hangingFor());
        }
        refuse(UpstreamProblems.timedOut(forwarding.upstream()), new TimeoutException());
        reset();
    }

    /** The client's fault, which says nothing about the service, unless the service is who does not take the body. */
    private void uploadTimedOut() {
        if (upstream != null && upstream.writeQueueFull()) {
            timedOut();
            return;
        }
        deadline = null;
        verdict.none();
        answer(UpstreamProblems.slowBody());
        reset();
    }

    /** Too long a body, or a client that left; a service that left early has answered or failed elsewhere. */
    @Override
    public void bodyFailed(Problem problem) {
        failedToSendBody(problem);
    }

    private void failedToSendBody(Throwable failure) {
        if (failure instanceof Problem tooLarge) {
            verdict.none();
            answer(tooLarge);
            reset();
        } else if (!client.isEnded()) {
            // Whatever the service makes of half a body, nobody waits for it on a connection that still receives.
            client.resume();
        }
    }

    private void brokeHalfway(Throwable failure) {
        reset();
        if (!ended) {
            RelayAnswers.brokeOff(client, forwarding, attempts, failure);
        }
    }

    private void refuse(Problem problem, Throwable failure) {
        endDeadline();
        if (!ended) {
            RelayAnswers.failed(client, forwarding, attempts, problem, failure);
        }
    }

    private void answer(Problem problem) {
        RelayAnswers.problem(client, forwarding, problem);
    }

    @Override
    public long upstreamNanos() {
        if (askedAt == 0) {
            return 0;
        }
        return (answeredAt == 0 ? System.nanoTime() : answeredAt) - askedAt;
    }

    @Override
    public void clientSettled(boolean clientGone) {
        ended = true;
        endDeadline();
        attempts.end();
        if (clientGone) {
            verdict.none();
            reset();
        }
    }

    private void endDeadline() {
        if (deadline != null) {
            deadline.met();
            deadline = null;
        }
    }

    private void reset() {
        if (upstream != null) {
            ConnectionUse.reset(upstream);
        }
    }
}
