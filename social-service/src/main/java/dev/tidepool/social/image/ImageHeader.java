package dev.tidepool.social.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an image's own header says of it. Nothing is decoded, so that looking costs the same whatever is inside; but the parts
 * are followed to the end, so that what only begins like an image is none. Pure.
 */
record ImageHeader(ImageType type, int width, int height) {

    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454E44;

    /** Empty when the bytes are no image of a kind that is taken. */
    static Optional<ImageHeader> of(byte[] image) {
        try {
            return read(ByteBuffer.wrap(image));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException leadsOutside) {
            return Optional.empty();
        }
    }

    private static Optional<ImageHeader> read(ByteBuffer image) {
        if (image.getLong(0) == PNG) {
            return png(image);
        }
        if (image.getShort(0) == (short) 0xFFD8) {
            return jpeg(image);
        }
        if (text(image, 0, 6).matches("GIF8[79]a")) {
            return gif(image);
        }
        return text(image, 0, 4).equals("RIFF") && text(image, 8, 4).equals("WEBP") ? webp(image) : Optional.empty();
    }

    /** Chunk by chunk to the last: length, type, data, checksum. */
    private static Optional<ImageHeader> png(ByteBuffer image) {
        if (image.getInt(8) != 13 || image.getInt(12) != IHDR) {
            return Optional.empty();
        }
        int at = 8;
        while (image.getInt(at + 4) != IEND) {
            int length = image.getInt(at);
            if (length < 0) {
                return Optional.empty();
            }
            at = Math.addExact(at, Math.addExact(length, 12));
        }
        return found(ImageType.PNG, image.getInt(16), image.getInt(20));
    }

    /** Segment by segment to the one that starts a frame; the image ends as one does. */
    private static Optional<ImageHeader> jpeg(ByteBuffer image) {
        int at = 2;
        while ((image.get(at) & 0xFF) == 0xFF) {
            int marker = image.get(at + 1) & 0xFF;
            if (marker == 0xFF) {
                at++;
            } else if (isFrame(marker)) {
                return endsAsJpeg(image)
                        ? found(ImageType.JPEG, image.getShort(at + 7) & 0xFFFF, image.getShort(at + 5) & 0xFFFF)
                        : Optional.empty();
            } else if (marker == 0xDA || marker == 0xD9) {
                return Optional.empty();
            } else {
                at += 2 + (image.getShort(at + 2) & 0xFFFF);
            }
        }
        return Optional.empty();
    }

    /** C0 to CF start frames, except the tables of codes (C4, CC) and the extension (C8). */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean endsAsJpeg(ByteBuffer image) {
        int at = image.limit() - 2;
        while (at > 0 && image.get(at + 1) == 0 && image.get(at) == 0) {
            at--;
        }
        return image.getShort(at) == (short) 0xFFD9 || image.getShort(at - 1) == (short) 0xFFD9;
    }

    private static Optional<ImageHeader> gif(ByteBuffer image) {
        image.order(ByteOrder.LITTLE_ENDIAN);
        return image.get(image.limit() - 1) == 0x3B
                ? found(ImageType.GIF, image.getShort(6) & 0xFFFF, image.getShort(8) & 0xFFFF)
                : Optional.empty();
    }

    private static Optional<ImageHeader> webp(ByteBuffer image) {
        image.order(ByteOrder.LITTLE_ENDIAN);
        if (Integer.toUnsignedLong(image.getInt(4)) + 8 > image.limit()) {
            return Optional.empty();
        }
        return switch (text(image, 12, 4)) {
            case "VP8 " -> found(ImageType.WEBP, image.getShort(26) & 0x3FFF, image.getShort(28) & 0x3FFF);
            case "VP8L" -> {
                int bits = image.getInt(21);
                yield image.get(20) == 0x2F
                        ? found(ImageType.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
                        : Optional.empty();
            }
            case "VP8X" -> found(ImageType.WEBP, (image.getInt(24) & 0xFFFFFF) + 1, (image.getInt(27) & 0xFFFFFF) + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<ImageHeader> found(ImageType type, int width, int height) {
        return width > 0 && height > 0 ? Optional.of(new ImageHeader(type, width, height)) : Optional.empty();
    }

    private static String text(ByteBuffer image, int from, int length) {
        byte[] bytes = new byte[length];
        image.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
