package dev.tidepool.social.image;

import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/**
 * The form of an upload: clients call the image's part either name.
 *
 * @param type which image of a submolt it is: avatar or banner
 */
public record UploadParameters(
        @RestForm("file") @Nullable FileUpload file,
        @RestForm("avatar") @Nullable FileUpload avatar,
        @RestForm("banner") @Nullable FileUpload banner,
        @RestForm("type") @Nullable String type) {

    /** The image, whatever its part is called. */
    public Optional<FileUpload> image() {
        return Stream.of(Optional.ofNullable(file), Optional.ofNullable(avatar), Optional.ofNullable(banner))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
