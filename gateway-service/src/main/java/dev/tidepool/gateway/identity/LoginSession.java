package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.gateway.standing.LoginSessionId;
import java.time.Instant;

/** A log-in: the family of refresh tokens that descend from it. */
record LoginSession(LoginSessionId id, AccountId account, Instant createdAt, Instant expiresAt) {

    LoginSession {
        if (!expiresAt.isAfter(createdAt)) {
            throw new IllegalArgumentException("a session must end after it begins: " + createdAt + " " + expiresAt);
        }
    }
}
