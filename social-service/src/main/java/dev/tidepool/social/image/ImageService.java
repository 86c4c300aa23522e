package dev.tidepool.social.image;

import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Takes images in, after a look into them, and stores them inside the transaction of whoever shows them. */
@ApplicationScoped
public class ImageService {

    private static final String IMAGES = "tidepool.social.images";

    private final Vertx vertx;
    private final ImageRepository images;
    private final Uuid7Generator ids;
    private final ImageConfig limits;
    private final MeterRegistry metrics;

    ImageService(Vertx vertx, ImageRepository images, Uuid7Generator ids, ImageConfig limits, MeterRegistry metrics) {
        this.vertx = vertx;
        this.images = images;
        this.ids = ids;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Fails with 400 when nothing was sent, 413 for too many bytes, 422 for what is no image or too large once decoded. */
    public Uni<NewImage> read(Optional<FileUpload> upload, ImageKind kind) {
        FileUpload file = upload.orElseThrow(
                () -> Problem.of(ImageError.IMAGE_MISSING, "Send the image as the file of a multipart/form-data body.")
                        .with("field", "file"));
        int most = kind.maxBytes(limits);
        if (file.size() > most) {
            throw Problem.of(ImageError.IMAGE_TOO_LARGE, "The image may have at most " + most + " bytes.");
        }
        return vertx.fileSystem()
                .readFile(file.uploadedFile().toString())
                .map(Buffer::getBytes)
                .map(content -> NewImage.of(content, limits.maxEdgePixels()));
    }

    public Uni<ImageId> store(SqlConnection transaction, NewImage image) {
        ImageId id = ids.next(ImageId::new);
        return images.insert(transaction, id, image)
                .invoke(() -> metrics.counter(IMAGES, "action", "stored").increment())
                .replaceWith(id);
    }

    /** Of an image that nobody shows any more. */
    public Uni<Void> delete(SqlConnection transaction, Optional<ImageId> image) {
        return image.map(id -> images.delete(transaction, id))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Fails with 404. */
    Uni<ImageRepository.Stored> read(ImageId id) {
        return images.byId(id).map(found -> found.orElseThrow(() -> Problem.notFound(ImageError.IMAGE_NOT_FOUND, id)));
    }
}
