package dev.tidepool.social.image;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about images. */
enum ImageError implements ErrorCode {
    IMAGE_MISSING(400, "No image was sent"),
    IMAGE_NOT_FOUND(404, "There is no such image"),
    IMAGE_TOO_LARGE(413, "The image has too many bytes"),
    IMAGE_TOO_WIDE(422, "The image has too many pixels"),
    IMAGE_UNREADABLE(422, "It is no image of a kind that is taken");

    private final int status;
    private final String title;

    ImageError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
