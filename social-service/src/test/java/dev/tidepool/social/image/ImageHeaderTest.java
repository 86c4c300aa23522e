package dev.tidepool.social.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {

    @ParameterizedTest
    @CsvSource({"png,PNG", "jpg,JPEG", "gif,GIF"})
    void readsWhatARealImageSays(String format, ImageType type) {
        assertThat(ImageHeader.of(image(format, 37, 21))).contains(new ImageHeader(type, 37, 21));
    }

    @Test
    void readsTheThreeKindsOfWebp() {
        ByteBuffer lossy = webp("VP8 ").putShort(26, (short) 640).putShort(28, (short) 480);
        assertThat(ImageHeader.of(lossy.array())).contains(new ImageHeader(ImageType.WEBP, 640, 480));
        ByteBuffer lossless = webp("VP8L").put(20, (byte) 0x2F).putInt(21, 639 | 479 << 14);
        assertThat(ImageHeader.of(lossless.array())).contains(new ImageHeader(ImageType.WEBP, 640, 480));
        ByteBuffer extended = webp("VP8X").putInt(24, 639).putInt(27, 479);
        assertThat(ImageHeader.of(extended.array())).contains(new ImageHeader(ImageType.WEBP, 640, 480));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void aTruncatedImageIsNone(String format) {
        byte[] whole = image(format, 64, 64);
        for (int length = 0; length < whole.length - 8; length++) {
            assertThat(ImageHeader.of(Arrays.copyOf(whole, length)))
                    .as(format + " " + length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<html><script>alert(1)</script></html>",
                "GIF89a",
                "RIFF    WEBP",
                "BM this is a bitmap, which is not taken"
            })
    void otherThingsAreNone(String text) {
        assertThat(ImageHeader.of(text.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @Test
    void aChunkThatLeadsBackIsNoImage() {
        ByteBuffer image = ByteBuffer.wrap(image("png", 8, 8));
        assertThat(ImageHeader.of(image.putInt(33, -12).array())).isEmpty();
        assertThat(ImageHeader.of(image.putInt(33, Integer.MAX_VALUE).array())).isEmpty();
    }

    private static ByteBuffer webp(String chunk) {
        ByteBuffer image = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0, "RIFF".getBytes(StandardCharsets.ISO_8859_1));
        image.putInt(4, 56);
        image.put(8, ("WEBP" + chunk).getBytes(StandardCharsets.ISO_8859_1));
        return image;
    }

    private static byte[] image(String format, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
