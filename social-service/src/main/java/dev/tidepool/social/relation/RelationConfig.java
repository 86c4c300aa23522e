package dev.tidepool.social.relation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of relations. */
@ConfigMapping(prefix = "tidepool.relation")
interface RelationConfig {

    /** Of one organisation. */
    @WithDefault("200")
    int maxRelations();

    /** In a note; the table holds at most 500. */
    @WithDefault("500")
    int maxNoteCharacters();
}
