package dev.tidepool.session.skill;

import dev.tidepool.kernel.id.OrganizationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Secrets that skills name and never hold: each of one organisation, for the hosts it is meant for. */
@ApplicationScoped
public class SkillSecrets {

    private final SkillConfig config;

    SkillSecrets(SkillConfig config) {
        this.config = config;
    }

    /** Names of the organisation's. */
    Set<String> names(OrganizationId organization) {
        return of(organization).map(SkillConfig.Secret::name).collect(Collectors.toSet());
    }

    /** The secret, if the organisation has it and it is meant for this host. */
    public Optional<String> find(OrganizationId organization, String name, String host) {
        return of(organization)
                .filter(secret -> secret.name().equals(name) && secret.hosts().contains(host))
                .map(SkillConfig.Secret::value)
                .findFirst();
    }

    private Stream<SkillConfig.Secret> of(OrganizationId organization) {
        return config.secrets().stream().filter(secret -> secret.organization().equals(organization.toString()));
    }
}
