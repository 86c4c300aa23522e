package dev.tidepool.gateway.route;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One request on its way to a service and back. Lives on the request's event loop. */
final class HttpRelay {

    private static final Logger LOG = Logger.getLogger(HttpRelay.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long NO_TIMER = -1;

    private final RoutingContext routing;
    private final Forwarding forwarding;
    private final Breaker breaker;
    private final Upstreams upstreams;
    private final ProxyConfig config;
    private final Vertx vertx;

    private @Nullable HttpClientRequest upstream;
    private long timer = NO_TIMER;
    private boolean judged;
    private boolean askedAgain;
    private boolean ended;

    HttpRelay(
            RoutingContext routing,
            Forwarding forwarding,
            Breaker breaker,
            Upstreams upstreams,
            ProxyConfig config,
            Vertx vertx) {
        this.routing = routing;
        this.forwarding = forwarding;
        this.breaker = breaker;
        this.upstreams = upstreams;
        this.config = config;
        this.vertx = vertx;
    }

    static Problem unavailable(Upstream upstream, Duration retryAfter) {
        return Problem.unavailable("The " + upstream.wireName() + " service does not answer. Try again.", retryAfter)
                .with("upstream", upstream.wireName());
    }

    void start() {
        routing.addEndHandler(this::clientSettled);
        ask();
    }

    private void ask() {
        upstreams
                .request(forwarding.upstream(), routing.request().method(), forwarding.pathAndQuery())
                .onSuccess(this::send)
                .onFailure(this::failedToConnect);
    }

    private void send(HttpClientRequest request) {
        if (ended) {
            request.reset();
            return;
        }
        upstream = request;
        request.exceptionHandler(failure -> {});
        request.response().onSuccess(this::relay).onFailure(this::failedBeforeHead);
        HttpServerRequest client = routing.request();
        HeaderRules.copyToService(client.headers(), request.headers());
        request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + forwarding.internalToken());
        request.putHeader(RequestContext.REQUEST_ID_HEADER, forwarding.requestId());
        if (hasBody(client)) {
            sendBody(client, request);
        } else {
            client.resume();
            request.end();
            awaitHead();
        }
    }

    private void sendBody(HttpServerRequest client, HttpClientRequest request) {
        if (client.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            request.setChunked(true);
        }
        if ("100-continue".equalsIgnoreCase(client.getHeader(HttpHeaders.EXPECT))) {
            routing.response().writeContinue();
        }
        timer = vertx.setTimer(config.uploadTimeout().toMillis(), fired -> uploadTimedOut());
        new LimitedBody(client, forwarding.route().maxBodyBytes())
                .pipe()
                .endOnFailure(false)
                .to(request)
                .onSuccess(sent -> awaitHead())
                .onFailure(this::failedToSendBody);
    }

    /** Counts from the end of the request: a slow client's upload is not the service's delay. */
    private void awaitHead() {
        cancelTimer();
        if (!judged && !ended) {
            Duration limit = config.timeoutOf(forwarding.route().timeout());
            timer = vertx.setTimer(limit.toMillis(), fired -> timedOut());
        }
    }

    private void relay(HttpClientResponse answer) {
        judge(true, SOON);
        HttpServerResponse response = routing.response();
        if (ended || response.headWritten()) {
            reset();
            return;
        }
        response.setStatusCode(answer.statusCode());
        HeaderRules.copyToClient(answer.headers(), response.headers());
        if (hasNoBody(answer)) {
            answer.resume();
            response.end();
            return;
        }
        if (answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            response.setChunked(true);
        }
        answer.pipe().endOnFailure(false).to(response).onFailure(this::brokeHalfway);
    }

    private boolean hasNoBody(HttpClientResponse answer) {
        int status = answer.statusCode();
        return routing.request().method().equals(HttpMethod.HEAD) || status == 204 || status == 304;
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
            cancelTimer();
            ask();
            return;
        }
        judge(false, config.breaker().unreachableFor());
        refuse(unavailable(forwarding.upstream(), SOON), failure);
    }

    /** A kept connection may end just as it is used. What has no body and changes nothing is asked once more, on another. */
    private boolean mayAskAgain(Throwable failure) {
        HttpMethod method = routing.request().method();
        boolean safe = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return failure instanceof HttpClosedException
                && safe
                && !hasBody(routing.request())
                && !askedAgain
                && !judged
                && !ended;
    }

    private void timedOut() {
        timer = NO_TIMER;
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
        timer = NO_TIMER;
        judgeNot();
        Reply.problem(
                routing, Problem.of(CommonError.REQUEST_TIMEOUT, "The body did not arrive in time. Send it faster."));
        reset();
    }

    /** Too long a body, or a client that left; a service that left early has answered or failed elsewhere. */
    private void failedToSendBody(Throwable failure) {
        if (failure instanceof Problem tooLarge) {
            judgeNot();
            Reply.problem(routing, tooLarge);
            reset();
        } else if (!routing.request().isEnded()) {
            // Whatever the service makes of half a body, nobody waits for it on a connection that still receives.
            routing.request().resume();
        }
    }

    /** The head is out, so the only honest sign of half an answer is a connection that breaks. */
    private void brokeHalfway(Throwable failure) {
        reset();
        if (!ended) {
            LOG.warnf(
                    "event=upstream_broke_off upstream=%s reason=%s",
                    forwarding.upstream().wireName(), failure);
            breakOff();
        }
    }

    /** A reset of an HTTP/1.1 answer would not be told to who waits for its end; closing its connection is. */
    private void breakOff() {
        if (routing.request().version().equals(HttpVersion.HTTP_2)) {
            routing.response().reset();
        } else {
            routing.request().connection().close();
        }
    }

    private void refuse(Problem problem, Throwable failure) {
        if (!ended && !routing.response().headWritten()) {
            LOG.warnf(
                    "event=upstream_failed upstream=%s status=%d reason=%s",
                    forwarding.upstream().wireName(), problem.status(), failure.toString());
            Reply.problem(routing, problem);
        }
    }

    /** The answer is complete or the client is gone; if it is gone, the service need not go on. */
    private void clientSettled(AsyncResult<Void> result) {
        ended = true;
        cancelTimer();
        if (result.failed()) {
            judgeNot();
            reset();
        }
    }

    private void judge(boolean good, Duration pause) {
        cancelTimer();
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

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
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
