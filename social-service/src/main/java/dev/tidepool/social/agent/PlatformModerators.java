package dev.tidepool.social.agent;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who moderates everywhere: those of the organisations that the operator names. Anybody may make an organisation and own it, so no
 * role alone is enough.
 */
@Singleton
public class PlatformModerators {

    private static final Set<Role> ROLES = Set.of(Role.OWNER, Role.ADMIN, Role.AGENT);

    private final Set<OrganizationId> organizations;

    PlatformModerators(PlatformConfig config) {
        this.organizations = config.moderatingOrganizations().orElse(List.of()).stream()
                .map(OrganizationId::fromString)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the agents of an organisation are platform moderators. */
    public boolean include(OrganizationId organization) {
        return organizations.contains(organization);
    }

    /** Whether this one is: an owner, an administrator or an agent of one of them. */
    public boolean include(Caller.Member member) {
        return include(member.organization()) && member.roles().stream().anyMatch(ROLES::contains);
    }
}
