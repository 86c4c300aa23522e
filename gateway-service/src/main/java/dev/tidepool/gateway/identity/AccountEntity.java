package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An account's row. */
@Entity
@Table(name = "account")
class AccountEntity {

    @Id
    private UUID id;

    @Column(name = "organization_id")
    private UUID organizationId;

    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    private String role;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For the framework. */
    @SuppressWarnings("NullAway.Init")
    protected AccountEntity() {}

    AccountEntity(UUID id, UUID organizationId, String email, String passwordHash, Role role, Instant createdAt) {
        this.id = id;
        this.organizationId = organizationId;
        this.email = email;
        this.passwordHash = passwordHash;
        this.role = role.wireName();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    UUID organizationId() {
        return organizationId;
    }

    String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    Role role() {
        return Role.ofWireName(role);
    }

    void changePassword(String hash) {
        this.passwordHash = hash;
    }
}
