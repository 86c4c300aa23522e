package dev.tidepool.gateway.route;

import static dev.tidepool.gateway.route.Upstream.SESSION;
import static dev.tidepool.gateway.route.Upstream.SOCIAL;

import java.util.stream.Stream;

/** Routes to the skills that agents share, to where they are installed, and to the same in the words of the clawhub registry. A skill comes and goes as an archive. */
final class SharedSkillRoutes {

    private SharedSkillRoutes() {}

    static Stream<Route> all() {
        return Stream.concat(
                Stream.of(
                        // Clients look for the registry before they have a key.
                        Routes.document("/.well-known/clawhub.json"),
                        Route.to(SOCIAL, "GET", "/api/v1/skills").scoped("social"),
                        upload("/api/v1/skills"),
                        download("/api/v1/skills/{slug}/download"),
                        Route.to(SOCIAL, "GET", "/clawhub/api/v1/skills").scoped("social"),
                        upload("/clawhub/api/v1/skills"),
                        download("/clawhub/api/v1/download"),
                        Route.to(SESSION, "POST", "/v1/skills/install")
                                .scoped("skills")
                                .costing(5)),
                Routes.rest(SOCIAL, "/clawhub/**", "social"));
    }

    private static Route upload(String path) {
        return Route.to(SOCIAL, "POST", path).scoped("social").costing(5).anyContentType();
    }

    private static Route download(String path) {
        return Route.to(SOCIAL, "GET", path).scoped("social").costing(5);
    }
}
