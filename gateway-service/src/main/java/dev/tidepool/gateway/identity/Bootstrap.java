package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.gateway.apikey.ApiKeyService;
import dev.tidepool.kernel.id.OrganizationId;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jboss.logging.Logger;

/** Makes sure, before the first request, of what the bootstrap file names. Safe to repeat. */
@ApplicationScoped
class Bootstrap {

    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final IdentityConfig config;
    private final BootstrapService service;
    private final ApiKeyService keys;
    private final ObjectMapper json;

    Bootstrap(IdentityConfig config, BootstrapService service, ApiKeyService keys, ObjectMapper json) {
        this.config = config;
        this.service = service;
        this.keys = keys;
        this.json = json;
    }

    /** Waits: a gateway that serves before its accounts exist would refuse their owners. */
    void begin(@Observes @Priority(10) StartupEvent started) throws Throwable {
        if (config.bootstrapFile().isPresent()) {
            BootstrapFile file = read(config.bootstrapFile().get());
            VertxContextSupport.subscribeAndAwait(() -> apply(file));
        }
    }

    private BootstrapFile read(Path path) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            if (mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.GROUP_READ)) {
                LOG.warnf("event=bootstrap_file_readable path=%s remedy=\"chmod 600\"", path);
            }
            return json.readValue(path.toFile(), BootstrapFile.class);
        } catch (IOException failure) {
            // The parser's message may quote the file, which holds secrets.
            throw new IllegalStateException("TIDEPOOL_BOOTSTRAP_FILE " + path + " cannot be read: "
                    + failure.getClass().getSimpleName());
        }
    }

    Uni<Void> apply(BootstrapFile file) {
        return Multi.createFrom()
                .iterable(file.organizations())
                .onItem()
                .transformToUniAndConcatenate(this::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> apply(BootstrapFile.Organization wanted) {
        return service.ensureOrganization(wanted)
                .call(id -> ensureOwner(id, wanted))
                .call(id -> ensureKey(id, wanted))
                .invoke(id -> LOG.infof("event=bootstrapped organization=%s name=%s", id, wanted.name()))
                .replaceWithVoid();
    }

    private Uni<Void> ensureOwner(OrganizationId organization, BootstrapFile.Organization wanted) {
        return wanted.owner()
                .map(owner -> service.ensureOwner(organization, owner))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> ensureKey(OrganizationId organization, BootstrapFile.Organization wanted) {
        return wanted.apiKey()
                .map(key -> keys.bootstrap(organization, key))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
