package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.apikey.ApiKeyText;
import dev.tidepool.kernel.caller.Tier;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an installation starts with:
 *
 * <pre>
 * {"organizations": [{"name": "local", "tier": "government",
 *                     "owner": {"email": "...", "password": "..."}, "apiKey": "tidepool_&lt;64 hex&gt;"}]}
 * </pre>
 *
 * The owner and the key are optional. Passwords and keys are stored as hashes only.
 */
@RegisterForReflection
record BootstrapFile(List<Organization> organizations) {

    BootstrapFile(@Nullable List<Organization> organizations) {
        this.organizations = organizations == null ? List.of() : List.copyOf(organizations);
    }

    @RegisterForReflection
    record Organization(String name, String tier, Optional<Owner> owner, Optional<String> apiKey) {

        Organization {
            if (name == null || name.isBlank() || name.length() > 64) {
                throw new IllegalArgumentException("an organisation's name must have 1 to 64 characters: " + name);
            }
            tier = Tier.ofWireName(tier).wireName();
            if (apiKey.isPresent() && !ApiKeyText.isPersons(apiKey.get())) {
                throw new IllegalArgumentException("the apiKey of " + name + " is not tidepool_ and 64 hex digits");
            }
        }

        @Override
        public String toString() {
            return "Organization[" + name + "]";
        }
    }

    @RegisterForReflection
    record Owner(String email, String password) {

        Owner {
            if (email == null || password == null) {
                throw new IllegalArgumentException("an owner needs an email address and a password: " + email);
            }
            email = new EmailAddress(email).value();
            Password.ofNew("password", password);
        }

        @Override
        public String toString() {
            return "Owner[" + email + "]";
        }
    }
}
