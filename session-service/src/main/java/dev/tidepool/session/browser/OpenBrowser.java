package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of an opening, as sent. */
public record OpenBrowser(
        @Schema(description = "Where to go; left out, the page is empty", examples = "https://example.com/") @Nullable
        String url,

        @Schema(
                description =
                        "Hosts that the pages may reach, each example.com or *.example.com; left out, every public one."
                                + " It holds until the browser is closed")
        @Nullable
        List<@Nullable String> allowedHosts) {

    static final OpenBrowser EMPTY = new OpenBrowser(null, null);

    /** @throws Problem 400 naming the field that is not acceptable */
    public void requireValid() {
        address();
        hosts();
    }

    Optional<PageAddress> address() {
        return url == null ? Optional.empty() : Optional.of(PageAddress.of(url));
    }

    /** @throws Problem 400 naming the field */
    HostRules hosts() {
        if (allowedHosts == null) {
            return HostRules.ALL;
        }
        if (allowedHosts.isEmpty() || allowedHosts.stream().anyMatch(Objects::isNull)) {
            throw Problem.invalidField("allowedHosts", "allowedHosts must name a host, or be left out.");
        }
        return HostRules.of("allowedHosts", List.copyOf(allowedHosts));
    }
}
