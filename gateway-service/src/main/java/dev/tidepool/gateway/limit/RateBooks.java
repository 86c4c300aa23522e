package dev.tidepool.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The book of each subject that was seen lately. */
@Singleton
class RateBooks {

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1).plusMinutes(1);

    private final Cache<String, RateBook> books;

    RateBooks(LimitConfig config) {
        this.books = LocalCaches.newBuilder()
                .maximumSize(config.localSubjects())
                .expireAfterAccess(LONGEST_WINDOW)
                .build();
    }

    /** A change of tier brings new rules: counting starts anew. */
    RateBook of(RateSubject subject, long now) {
        RateBook known = books.getIfPresent(subject.key());
        if (known != null && known.isFor(subject)) {
            return known;
        }
        return books.asMap()
                .compute(
                        subject.key(),
                        (key, other) -> other != null && other.isFor(subject) ? other : new RateBook(subject, now));
    }
}
