package dev.tidepool.social.clawhub;

import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.input.PageParameters;
import org.jspecify.annotations.Nullable;

/** Clients of clawhub ask for up to 200: they get a page as large as there is. Pure. */
final class Limits {

    private Limits() {}

    /** @throws dev.tidepool.kernel.problem.Problem 400 when it is no number, or less than 1 */
    static PageLimit of(@Nullable String given) {
        boolean large = given != null && given.matches("[1-9][0-9]{2,8}");
        return large ? new PageLimit(PageLimit.MAX) : PageParameters.limit(given);
    }
}
