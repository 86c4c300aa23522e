package dev.tidepool.gateway.usage;

import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.gateway.socket.SocketUsage;
import dev.tidepool.kernel.caller.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** Gathers what is counted here and what the services count. */
@ApplicationScoped
class UsageService {

    private final UsageRepository repository;
    private final QuotaClient quotas;
    private final OpenSockets sockets;

    UsageService(UsageRepository repository, QuotaClient quotas, OpenSockets sockets) {
        this.repository = repository;
        this.quotas = quotas;
        this.sockets = sockets;
    }

    Uni<Usage> usage(Caller.Member member, UsageDays days, LocalDate today) {
        return Uni.combine()
                .all()
                .unis(
                        quotas.quotas(member),
                        sockets(member),
                        repository.since(member.organization(), days.first(today)))
                .asTuple()
                .map(all -> new Usage(
                        all.getItem1(), all.getItem2(), days.fill(member.organization(), all.getItem3(), today)));
    }

    private Uni<SocketUsage> sockets(Caller.Member member) {
        return Uni.createFrom().completionStage(() -> sockets.usageOf(member).toCompletionStage());
    }
}
