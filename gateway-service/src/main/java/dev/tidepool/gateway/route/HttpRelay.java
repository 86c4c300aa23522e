package dev.tidepool.gateway.route;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** One request on its way to a service and back. Lives on the request's event loop. */
final class HttpRelay implements Relay {

    private static final Logger LOG = Logger.getLogger(HttpRelay.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestContext.REQUEST_ID_HEADER);
    private static final CharSequence TRACE = HttpHeaders.createOptimized("traceparent");

    private final HttpServerRequest client;
    private final Forwarding forwarding;
    private final Breaker breaker;
    private final Upstreams upstreams;
    private final ProxyConfig config;
    private final Lane lane;

    private @Nullable HttpClientRequest upstream;
    private Deadlines.@Nullable Deadline deadline;
    private boolean judged;
    private boolean askedAgain;
    private boolean ended;

    HttpRelay(HttpServerRequest client, Forwarding forwarding, Upstreams upstreams, ProxyConfig config) {
        this.client = client;
        this.forwarding = forwarding;
        this.breaker = upstreams.breaker(forwarding.upstream());
        this.upstreams = upstreams;
        this.config = config;
        this.lane = upstreams.lane();
    }

    static Problem unavailable(Upstream upstream, Duration retryAfter) {
        return Problem.unavailable("The " + upstream.wireName() + " service does not answer. Try again.", retryAfter)
                .with("upstream", upstream.wireName());
    }

    @Override
    public void start() {
        switch (breaker.admit(System.nanoTime())) {
            case Breaker.Admission.Refused refused -> {
                // No trial of the breaker's was begun: there is nothing to judge.
                judged = true;
                answer(unavailable(forwarding.upstream(), refused.retryAfter()));
            }
            case Breaker.Admission.Pass pass -> ask();
        }
    }

    private void ask() {
        upstreams
                .request(lane, forwarding.upstream(), client.method(), forwarding.pathAndQuery())
                .onComplete(asked -> {
                    if (asked.succeeded()) {
                        send(asked.result());
                    } else {
                        failedToConnect(asked.cause());
                    }
                });
    }

    private void send(HttpClientRequest request) {
        if (ended) {
            request.reset();
            return;
        }
        upstream = request;
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
        headers.set(HttpHeaders.AUTHORIZATION, forwarding.authorization());
        headers.set(REQUEST_ID, forwarding.requestId());
        headers.set(TRACE, forwarding.traceparent());
        if (hasBody(client)) {
            sendBody(request);
        } else {
            client.resume();
            request.end();
            awaitHead();
        }
    }

    private void sendBody(HttpClientRequest request) {
        if (client.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            request.setChunked(true);
        }
        if ("100-continue".equalsIgnoreCase(client.getHeader(HttpHeaders.EXPECT))) {
            client.response().writeContinue();
        }
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
        if (!judged && !ended) {
            deadline =
                    lane.deadlines().after(config.timeoutOf(forwarding.route().timeout()), this::timedOut);
        }
    }

    private void relay(HttpClientResponse answer) {
        judge(true, SOON);
        HttpServerResponse response = client.response();
        if (ended || response.headWritten()) {
            reset();
            return;
        }
        response.setStatusCode(answer.statusCode());
        HeaderRules.copyToClient(answer.headers(), response.headers());
        AnswerBody.relay(client.method(), answer, response, this::brokeHalfway);
    }

    private void failedToConnect(Throwable failure) {
        if (failure instanceof ConnectionPoolTooBusyException) {
            judgeNot();
        } else {
            judge(false, config.breaker().unreachableFor());
        }
        refuse(unavailable(forwarding.upstream(), SOON), failure);
    }

    private void failedBeforeHead(Throwable failure) {
        if (mayAskAgain(failure)) {
            askedAgain = true;
            endDeadline();
            ask();
            return;
        }
        judge(false, config.breaker().unreachableFor());
        refuse(unavailable(forwarding.upstream(), SOON), failure);
    }

    /** A kept connection may end just as it is used. What has no body and changes nothing is asked once more, on another. */
    private boolean mayAskAgain(Throwable failure) {
        HttpMethod method = client.method();
        boolean safe = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return failure instanceof HttpClosedException && safe && !hasBody(client) && !askedAgain && !judged && !ended;
    }

    private void timedOut() {
        deadline = null;
        judge(false, config.breaker().hangingFor());
        refuse(
                Problem.of(
                                CommonError.TIMEOUT,
                                "The " + forwarding.upstream().wireName() + " service did not answer in time.")
                        .with("upstream", forwarding.upstream().wireName()),
                new java.util.concurrent.TimeoutException());
        reset();
    }

    /** The client's fault: it says nothing about the service. */
    private void uploadTimedOut() {
        deadline = null;
        judgeNot();
        answer(Problem.of(CommonError.REQUEST_TIMEOUT, "The body did not arrive in time. Send it faster."));
        reset();
    }

    /** Too long a body, or a client that left; a service that left early has answered or failed elsewhere. */
    private void failedToSendBody(Throwable failure) {
        if (failure instanceof Problem tooLarge) {
            judgeNot();
            answer(tooLarge);
            reset();
        } else if (!client.isEnded()) {
            // Whatever the service makes of half a body, nobody waits for it on a connection that still receives.
            client.resume();
        }
    }

    /** The head is out, so the only honest sign of half an answer is a connection that breaks. */
    private void brokeHalfway(Throwable failure) {
        reset();
        if (!ended) {
            identifyLog();
            LOG.warnf(
                    "event=upstream_broke_off upstream=%s reason=%s",
                    forwarding.upstream().wireName(), failure);
            breakOff();
        }
    }

    /** A reset of an HTTP/1.1 answer would not be told to who waits for its end; closing its connection is. */
    private void breakOff() {
        if (client.version().equals(HttpVersion.HTTP_2)) {
            client.response().reset();
        } else {
            client.connection().close();
        }
    }

    private void refuse(Problem problem, Throwable failure) {
        if (!ended && !client.response().headWritten()) {
            identifyLog();
            LOG.warnf(
                    "event=upstream_failed upstream=%s status=%d reason=%s",
                    forwarding.upstream().wireName(), problem.status(), failure.toString());
            answer(problem);
        }
    }

    private void answer(Problem problem) {
        Reply.problem(client, forwarding.path(), forwarding.requestId(), problem);
    }

    private void identifyLog() {
        MDC.put("requestId", forwarding.requestId());
    }

    @Override
    public void clientSettled(boolean clientGone) {
        ended = true;
        endDeadline();
        if (clientGone) {
            judgeNot();
            reset();
        }
    }

    private void judge(boolean good, Duration pause) {
        endDeadline();
        if (judged) {
            return;
        }
        judged = true;
        if (good) {
            breaker.succeeded();
        } else {
            breaker.failed(new BreakerState.Failure(pause), System.nanoTime());
        }
    }

    private void judgeNot() {
        if (!judged) {
            judged = true;
            breaker.abandoned(System.nanoTime());
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
            upstream.reset();
        }
    }

    private static boolean hasBody(HttpServerRequest client) {
        String length = client.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length != null && !length.equals("0"))
                || client.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                || (client.version().equals(HttpVersion.HTTP_2) && !client.isEnded());
    }
}
