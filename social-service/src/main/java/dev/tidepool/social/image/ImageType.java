package dev.tidepool.social.image;

import java.util.Arrays;

/** The kinds of images that every browser shows. SVG is none of them: it may hold scripts. */
enum ImageType {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    WEBP("image/webp");

    private final String contentType;

    ImageType(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    static ImageType ofContentType(String contentType) {
        return Arrays.stream(values())
                .filter(type -> type.contentType.equals(contentType))
                .findFirst()
                .orElseThrow();
    }
}
