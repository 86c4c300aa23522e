package dev.tidepool.session.canvas;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of canvases. */
@ConfigMapping(prefix = "tidepool.canvas")
interface CanvasConfig {

    /** Of what is sent at once, and of a whole canvas; the database's checks allow no more than the default. */
    @WithDefault("262144")
    int maxCharacters();

    /** Lines sent at once. */
    @WithDefault("1000")
    int maxLines();

    @WithDefault("100")
    int maxSurfaces();

    /** Of what a client reports, an action or an error. */
    @WithDefault("16384")
    int maxActionCharacters();

    /** Versions kept of a canvas, the present one included. */
    @WithDefault("20")
    int keptVersions();
}
