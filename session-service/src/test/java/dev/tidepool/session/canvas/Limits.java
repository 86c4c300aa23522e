package dev.tidepool.session.canvas;

/** The limits as they are unless they are set. */
record Limits(int maxCharacters, int maxLines, int maxSurfaces, int maxActionCharacters, int keptVersions)
        implements CanvasConfig {

    static final Limits DEFAULT = new Limits(262_144, 1000, 100, 16_384, 20);
}
