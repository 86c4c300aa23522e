package dev.tidepool.gateway.identity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class OrganizationRepository implements PanacheRepositoryBase<OrganizationEntity, UUID> {

    Uni<Optional<OrganizationEntity>> bootstrapped(String name) {
        return find("name = ?1 and origin = ?2", name, OrganizationEntity.BOOTSTRAP)
                .firstResult()
                .map(Optional::ofNullable);
    }
}
