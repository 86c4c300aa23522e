package dev.tidepool.session.skill;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.secret.SecretService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Secrets that skills name and never hold, each for the hosts it is meant for: those that the operator gave the organisation in
 * the settings, and those that it set itself.
 */
@ApplicationScoped
class SkillSecrets {

    private final SkillConfig config;
    private final SecretService stored;

    SkillSecrets(SkillConfig config, SecretService stored) {
        this.config = config;
        this.stored = stored;
    }

    /** Names of the organisation's. */
    Uni<Set<String>> names(SqlConnection transaction, OrganizationId organization) {
        return stored.names(transaction, organization)
                .map(own -> Stream.concat(own.stream(), configured(organization).map(SkillConfig.Secret::name))
                        .collect(Collectors.toSet()));
    }

    /** The secret, if the organisation has it and it is meant for this host; the operator's before its own. */
    Uni<Optional<String>> find(OrganizationId organization, String name, String host) {
        Optional<String> configured = configured(organization)
                .filter(secret -> secret.name().equals(name) && secret.hosts().contains(host))
                .map(SkillConfig.Secret::value)
                .findFirst();
        return configured.isPresent() ? Uni.createFrom().item(configured) : stored.open(organization, name, host);
    }

    private Stream<SkillConfig.Secret> configured(OrganizationId organization) {
        return config.secrets().stream().filter(secret -> secret.organization().equals(organization.toString()));
    }
}
