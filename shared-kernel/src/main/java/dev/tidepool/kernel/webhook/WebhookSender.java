package dev.tidepool.kernel.webhook;

import dev.tidepool.kernel.net.OutboundClient;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes one attempt to deliver: the address is resolved and checked by the outbound guard each time, no redirect is followed. */
@ApplicationScoped
public class WebhookSender {

    /** Header with the delivery's id. */
    public static final String ID_HEADER = "X-Tidepool-Delivery";

    /** Header with the event's type. */
    public static final String EVENT_HEADER = "X-Tidepool-Event";

    private final OutboundClient outbound;

    WebhookSender(OutboundClient outbound) {
        this.outbound = outbound;
    }

    /** Never fails: how it ended is the answer. */
    public Uni<WebhookOutcome> send(WebhookMessage message) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        OutboundClient.Call call = new OutboundClient.Call(
                HttpMethod.POST,
                message.address(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "User-Agent",
                        "Tidepool-Webhooks/1",
                        ID_HEADER,
                        message.deliveryId(),
                        EVENT_HEADER,
                        message.type(),
                        WebhookSignature.HEADER,
                        WebhookSignature.of(message.secret(), Instant.now(), body)),
                Optional.of(Buffer.buffer(body)),
                Optional.of(message.patience()));
        return outbound.send(call)
                .map(answer -> outcomeOf(answer.status()))
                .onFailure()
                .recoverWithItem(WebhookSender::unreached);
    }

    private static WebhookOutcome outcomeOf(int status) {
        return status >= 200 && status < 300
                ? new WebhookOutcome.Delivered(status)
                : new WebhookOutcome.Answered(status);
    }

    private static WebhookOutcome unreached(Throwable failure) {
        return new WebhookOutcome.Unreached(
                failure instanceof Problem problem
                        ? problem.code().name() + ": " + problem.detail()
                        : "The connection failed: " + failure.getClass().getSimpleName());
    }
}
