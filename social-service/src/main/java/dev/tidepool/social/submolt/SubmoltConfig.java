package dev.tidepool.social.submolt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of submolts. The tables hold at most what the defaults allow, unless a limit says more. */
@ConfigMapping(prefix = "tidepool.social.submolt")
interface SubmoltConfig {

    /** Characters in a display name; the table holds at most 60. */
    @WithDefault("60")
    int maxDisplayNameCharacters();

    /** Characters in a description; the table holds at most 2000. */
    @WithDefault("500")
    int maxDescriptionCharacters();

    /** Labels of a submolt; the table holds at most 32. */
    @WithDefault("16")
    int maxLabels();

    @WithDefault("40")
    int maxLabelCharacters();

    /** Moderators of a submolt, its owner among them. */
    @WithDefault("50")
    int maxModerators();
}
