package dev.tidepool.social.image;

import dev.tidepool.kernel.problem.Problem;

/** An image about to be stored: looked into. Pure. */
public final class NewImage {

    private final ImageType type;
    private final byte[] content;

    private NewImage(ImageType type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    ImageType type() {
        return type;
    }

    byte[] content() {
        return content;
    }

    /** @throws Problem 422 when it is no image, or would be too large once decoded */
    static NewImage of(byte[] content, int maxEdgePixels) {
        ImageHeader header = ImageHeader.of(content)
                .orElseThrow(
                        () -> Problem.of(ImageError.IMAGE_UNREADABLE, "Send a whole PNG, JPEG, GIF or WebP image."));
        if (header.width() > maxEdgePixels || header.height() > maxEdgePixels) {
            throw Problem.of(
                    ImageError.IMAGE_TOO_WIDE,
                    "The image has " + header.width() + " x " + header.height() + " pixels; each side may have "
                            + maxEdgePixels + ".");
        }
        return new NewImage(header.type(), content);
    }
}
