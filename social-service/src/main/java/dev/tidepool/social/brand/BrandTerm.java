package dev.tidepool.social.brand;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.List;

/**
 * A term that an organisation watches.
 *
 * @param term as it was given
 * @param words as they are compared
 */
record BrandTerm(
        TermId id, OrganizationId organization, String term, List<String> words, String createdBy, Instant createdAt) {

    BrandTerm {
        words = List.copyOf(words);
    }
}
