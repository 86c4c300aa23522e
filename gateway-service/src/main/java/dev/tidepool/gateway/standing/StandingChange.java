package dev.tidepool.gateway.standing;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.Optional;

/**
 * A change of what credentials stand for. Fired as an event in every gateway, within a second of its commit; repeats and
 * losses are possible.
 */
public sealed interface StandingChange {

    /** As announced: kind, colon, id. */
    String wire();

    /** Logged out, revoked, or one too many: its access tokens are worth nothing any more. */
    record SessionEnded(LoginSessionId session) implements StandingChange {
        @Override
        public String wire() {
            return "session-ended:" + session;
        }
    }

    /** All of the account's sessions are over. */
    record AccountEnded(AccountId account) implements StandingChange {
        @Override
        public String wire() {
            return "account-ended:" + account;
        }
    }

    /** Another role; the sessions go on. */
    record AccountChanged(AccountId account) implements StandingChange {
        @Override
        public String wire() {
            return "account-changed:" + account;
        }
    }

    /** Deleted, with all its accounts and keys. */
    record OrganizationEnded(OrganizationId organization) implements StandingChange {
        @Override
        public String wire() {
            return "organization-ended:" + organization;
        }
    }

    /** Another tier. */
    record OrganizationChanged(OrganizationId organization) implements StandingChange {
        @Override
        public String wire() {
            return "organization-changed:" + organization;
        }
    }

    /** The announced change, or empty for one that this version does not know. */
    static Optional<StandingChange> ofWire(String text) {
        int colon = text.indexOf(':');
        try {
            String id = text.substring(colon + 1);
            return switch (text.substring(0, Math.max(0, colon))) {
                case "session-ended" -> Optional.of(new SessionEnded(LoginSessionId.fromString(id)));
                case "account-ended" -> Optional.of(new AccountEnded(AccountId.fromString(id)));
                case "account-changed" -> Optional.of(new AccountChanged(AccountId.fromString(id)));
                case "organization-ended" -> Optional.of(new OrganizationEnded(OrganizationId.fromString(id)));
                case "organization-changed" -> Optional.of(new OrganizationChanged(OrganizationId.fromString(id)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
