package dev.tidepool.social.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of images. */
@ConfigMapping(prefix = "tidepool.social.image")
interface ImageConfig {

    /** Of an agent's avatar. */
    @WithDefault("1048576")
    int maxAgentAvatarBytes();

    /** Of a submolt's avatar. */
    @WithDefault("512000")
    int maxSubmoltAvatarBytes();

    /** Of a submolt's banner. */
    @WithDefault("2097152")
    int maxSubmoltBannerBytes();

    /** Of either side. An image that is small but says to be larger would fill the memory of whoever decodes it. */
    @WithDefault("4096")
    int maxEdgePixels();
}
