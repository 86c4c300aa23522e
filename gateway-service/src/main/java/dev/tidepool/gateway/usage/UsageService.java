package dev.tidepool.gateway.usage;

import dev.tidepool.kernel.caller.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** Gathers what is counted here and what the services count. */
@ApplicationScoped
class UsageService {

    private final UsageRepository repository;
    private final QuotaClient quotas;

    UsageService(UsageRepository repository, QuotaClient quotas) {
        this.repository = repository;
        this.quotas = quotas;
    }

    Uni<Usage> usage(Caller.Member member, UsageDays days, LocalDate today) {
        return Uni.combine()
                .all()
                .unis(quotas.quotas(member), repository.since(member.organization(), days.first(today)))
                .asTuple()
                .map(both -> new Usage(both.getItem1(), days.fill(member.organization(), both.getItem2(), today)));
    }
}
