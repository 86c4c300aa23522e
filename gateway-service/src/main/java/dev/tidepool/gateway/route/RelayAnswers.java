package dev.tidepool.gateway.route;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** What becomes of a request that a service does not answer as it should. */
final class RelayAnswers {

    private static final Logger LOG = Logger.getLogger(RelayAnswers.class);

    private RelayAnswers() {}

    static void problem(HttpServerRequest client, Forwarding forwarding, Problem problem) {
        Reply.problem(client, forwarding.path(), forwarding.requestId(), problem);
    }

    /** The service's fault, which is counted and told in the log; unless the answer is out already. */
    static void failed(
            HttpServerRequest client, Forwarding forwarding, Attempts attempts, Problem problem, Throwable failure) {
        if (!client.response().headWritten()) {
            attempts.gaveUp(problem.status());
            MDC.put("requestId", forwarding.requestId());
            LOG.warnf(
                    "event=upstream_failed upstream=%s status=%d reason=%s",
                    forwarding.upstream().wireName(), problem.status(), failure.toString());
            problem(client, forwarding, problem);
        }
    }

    /** The head is out, so the only honest sign of half an answer is a connection that breaks. */
    static void brokeOff(HttpServerRequest client, Forwarding forwarding, Attempts attempts, Throwable failure) {
        attempts.brokeOff();
        MDC.put("requestId", forwarding.requestId());
        LOG.warnf(
                "event=upstream_broke_off upstream=%s reason=%s",
                forwarding.upstream().wireName(), failure);
        AnswerBody.breakOff(client);
    }
}
