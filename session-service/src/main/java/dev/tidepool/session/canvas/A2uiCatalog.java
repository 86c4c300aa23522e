package dev.tidepool.session.canvas;

import java.util.Arrays;
import java.util.Optional;

/** The published sets of components that surfaces are checked against. */
enum A2uiCatalog {
    STANDARD_0_8(
            A2uiVersion.V0_8,
            "https://a2ui.org/specification/v0_8/standard_catalog_definition.json",
            "v0_8/standard_catalog_definition.json"),
    BASIC_0_9(
            A2uiVersion.V0_9,
            "https://a2ui.org/specification/v0_9/catalogs/basic/catalog.json",
            "v0_9/basic_catalog.json"),
    MINIMAL_0_9(
            A2uiVersion.V0_9,
            "https://a2ui.org/specification/v0_9/catalogs/minimal/catalog.json",
            "v0_9/minimal_catalog.json");

    private final A2uiVersion version;
    private final String id;
    private final String resource;

    A2uiCatalog(A2uiVersion version, String id, String resource) {
        this.version = version;
        this.id = id;
        this.resource = resource;
    }

    A2uiVersion version() {
        return version;
    }

    String id() {
        return id;
    }

    /** Its file below {@code /a2ui}. */
    String resource() {
        return resource;
    }

    /** The catalog of this name, or empty when it is none of ours. */
    static Optional<A2uiCatalog> of(A2uiVersion version, String id) {
        return Arrays.stream(values())
                .filter(catalog -> catalog.version == version && catalog.id.equals(id))
                .findFirst();
    }

    /** What a surface has that names none. */
    static A2uiCatalog defaultOf(A2uiVersion version) {
        return switch (version) {
            case V0_8 -> STANDARD_0_8;
            case V0_9 -> BASIC_0_9;
        };
    }
}
