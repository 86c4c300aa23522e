package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads an organisation's trail. */
@ApplicationScoped
class AuditService {

    private final AuditRepository repository;
    private final int chunk;
    private final Duration chunkTimeout;

    AuditService(AuditRepository repository, AuditConfig config) {
        this.repository = repository;
        this.chunk = config.exportChunk();
        this.chunkTimeout = config.exportChunkTimeout();
    }

    Uni<Page<AuditEntry>> page(OrganizationId organization, AuditFilter filter, AuditPosition after, PageLimit limit) {
        return repository.read(organization, filter, after, limit.plusOne()).map(read -> Page.of(read, limit));
    }

    /** The same of any organisation, or of none. */
    Uni<Page<AuditEntry>> pageForOperator(
            Optional<OrganizationId> organization, AuditFilter filter, AuditPosition after, PageLimit limit) {
        return organization
                .map(one -> page(one, filter, after, limit))
                .orElseGet(() ->
                        repository.readNobodys(filter, after, limit.plusOne()).map(read -> Page.of(read, limit)));
    }

    /**
     * Everything up to now that matches, newest first, in chunks that are read as they are asked for: memory holds one of
     * them, and between two of them no connection waits for a slow client.
     */
    Multi<List<AuditEntry>> export(OrganizationId organization, AuditFilter filter) {
        AuditFilter upToNow = filter.before(DatabaseTime.now());
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(AuditPosition.START),
                        position -> repository
                                .read(organization, upToNow, position.get(), chunk)
                                .ifNoItem()
                                .after(chunkTimeout)
                                .failWith(AuditService::timedOut)
                                .invoke(read -> advance(position, read)))
                .whilst(read -> read.size() == chunk);
    }

    private static Problem timedOut() {
        return Problem.of(CommonError.TIMEOUT, "The audit trail was not read in time. Try again.");
    }

    private static void advance(AtomicReference<AuditPosition> position, List<AuditEntry> read) {
        if (!read.isEmpty()) {
            position.set(AuditPosition.after(read.getLast()));
        }
    }
}
