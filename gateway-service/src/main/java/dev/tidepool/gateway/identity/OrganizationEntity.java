package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.Tier;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An organisation's row. */
@Entity
@Table(name = "organization")
class OrganizationEntity {

    static final String BOOTSTRAP = "bootstrap";

    @Id
    private UUID id;

    private String name;
    private String tier;

    @Column(name = "origin")
    private String origin;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For the framework. */
    @SuppressWarnings("NullAway.Init")
    protected OrganizationEntity() {}

    OrganizationEntity(UUID id, String name, Tier tier, String origin, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.tier = tier.wireName();
        this.origin = origin;
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    Tier tier() {
        return Tier.ofWireName(tier);
    }

    void moveTo(Tier other) {
        this.tier = other.wireName();
    }
}
