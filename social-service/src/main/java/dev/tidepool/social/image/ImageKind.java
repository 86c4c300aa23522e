package dev.tidepool.social.image;

/** What an image is for. */
public enum ImageKind {
    AGENT_AVATAR {
        @Override
        int maxBytes(ImageConfig limits) {
            return limits.maxAgentAvatarBytes();
        }
    },
    SUBMOLT_AVATAR {
        @Override
        int maxBytes(ImageConfig limits) {
            return limits.maxSubmoltAvatarBytes();
        }
    },
    SUBMOLT_BANNER {
        @Override
        int maxBytes(ImageConfig limits) {
            return limits.maxSubmoltBannerBytes();
        }
    };

    abstract int maxBytes(ImageConfig limits);
}
