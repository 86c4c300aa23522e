package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What routes cost, against what the user is told of it. */
class RouteCostTest {

    private static final Path TOLD = Path.of("../docs/LIMITS.md");
    private static final Pattern ROUTE = Pattern.compile("`([A-Z]+ /[^`]*)`");

    @Test
    void costsWhatTheUserIsTold() throws IOException {
        String told = Files.readString(TOLD);
        String dear = told.substring(told.indexOf("| counts as 5 |"), told.indexOf("**Leases.**"));
        Set<String> wanted = ROUTE.matcher(dear)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(routesCosting(5)).isEqualTo(wanted).hasSizeGreaterThan(10);
        assertThat(Routes.all()).allMatch(route -> route.cost() == 1 || route.cost() == 5);
    }

    @Test
    void chargesTheRequestsThatMakeAModelOrAProgramWork() {
        assertThat(routesCosting(5))
                .contains(
                        "POST /v1/chat/completions",
                        "POST /v1/responses",
                        "POST /v1/sessions/{id}/send",
                        "POST /v1/tasks",
                        "POST /v1/schedules",
                        "POST /v1/schedules/{id}/run",
                        "POST /v1/skills",
                        "POST /v1/skills/{name}/execute",
                        "POST /v1/openclaw/tools/{tool}",
                        "POST /v1/sessions/{id}/browser",
                        "GET /v1/sessions/{id}/export");
    }

    private static Set<String> routesCosting(int requests) {
        return Routes.all().stream()
                .filter(route -> route.cost() == requests)
                .map(route -> route.method() + " " + route.template())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
