package dev.tidepool.social.brand;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The terms that an organisation watches: nobody else's. */
@ApplicationScoped
class BrandService {

    private static final Logger LOG = Logger.getLogger(BrandService.class);

    private final Pool pool;
    private final BrandRepository terms;
    private final BrandConfig config;
    private final Uuid7Generator ids;
    private final CursorCodec cursors;

    BrandService(Pool pool, BrandRepository terms, BrandConfig config, Uuid7Generator ids, CursorCodec cursors) {
        this.pool = pool;
        this.terms = terms;
        this.config = config;
        this.ids = ids;
        this.cursors = cursors;
    }

    /** Texts from now on are looked at for it. Fails with 400 naming the field, 409 when it is there or there are too many. */
    Uni<TermCount> create(Caller.Member member, BrandTermRequest request) {
        String given = request.requiredTerm(config);
        BrandTerm term = new BrandTerm(
                ids.next(TermId::new),
                member.organization(),
                given,
                BrandTermRequest.words(given, config),
                member.subject(),
                DatabaseTime.now());
        return pool.withTransaction(transaction -> terms.holdAndCount(transaction, member.organization())
                        .invoke(this::requirePlace)
                        .chain(() -> terms.insert(transaction, term))
                        .invoke(BrandService::requireNew))
                .invoke(() -> LOG.infof("event=brand_term_created term=%s by=%s", term.id(), member.subject()))
                .replaceWith(TermCount.none(term));
    }

    private void requirePlace(int count) {
        if (count >= config.maxTerms()) {
            throw Problem.of(
                    BrandError.BRAND_TERM_LIMIT_REACHED,
                    "The organisation watches " + count + " terms. Delete one it does not need.");
        }
    }

    private static void requireNew(boolean isNew) {
        if (!isNew) {
            throw Problem.of(
                    BrandError.BRAND_TERM_EXISTS, "The organisation watches a term of the same words already.");
        }
    }

    Uni<List<TermCount>> list(OrganizationId organization) {
        return terms.list(organization, DatabaseTime.now().minus(config.countedFor()), config.maxCounted());
    }

    /** Its mentions and the rules about it go with it. Fails with 404. */
    Uni<Void> delete(Caller.Member member, TermId id) {
        return terms.delete(member.organization(), id)
                .invoke(found -> {
                    if (!found) {
                        throw notFound(id);
                    }
                    LOG.infof("event=brand_term_deleted term=%s by=%s", id, member.subject());
                })
                .replaceWithVoid();
    }

    /** Who said it in what is still visible. Fails with 404, or 400 for the cursor. */
    Uni<MentionListView> mentions(OrganizationId organization, TermId id, Optional<String> cursor, PageLimit limit) {
        String list = "brand-mentions:" + id;
        MentionPlace after = cursor.map(given -> MentionPlace.ofFields(cursors.decode(list, given)))
                .orElse(MentionPlace.START);
        return terms.exists(organization, id)
                .invoke(found -> {
                    if (!found) {
                        throw notFound(id);
                    }
                })
                .chain(() -> terms.mentions(id, after, limit.plusOne()))
                .map(read -> Page.of(read, limit))
                .map(page -> MentionListView.of(
                        page,
                        page.next(last ->
                                cursors.encode(list, MentionPlace.of(last).fields()))));
    }

    private static Problem notFound(TermId id) {
        return Problem.notFound(BrandError.BRAND_TERM_NOT_FOUND, id);
    }
}
