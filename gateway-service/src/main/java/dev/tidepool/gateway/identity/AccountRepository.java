package dev.tidepool.gateway.identity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<AccountEntity, UUID> {

    Uni<Optional<AccountEntity>> ofEmail(String email) {
        return find("email", email.toLowerCase(Locale.ROOT)).firstResult().map(Optional::ofNullable);
    }
}
