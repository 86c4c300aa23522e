package dev.tidepool.social.document;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The documents with this server's address and limits. They are read and filled when the service starts: both are fixed then. */
@Startup
@ApplicationScoped
class DocumentService {

    private static final String PUBLIC_URL = "tidepool.social.agent.public-url";

    private final Map<Document, String> texts = new EnumMap<>(Document.class);
    private final SkillView skill;

    DocumentService(Config config) {
        for (Document document : Document.values()) {
            texts.put(document, read(document).filled(name -> config.getValue(name, String.class)));
        }
        List<String> files =
                Arrays.stream(Document.values()).map(Document::fileName).toList();
        skill = SkillView.of(
                config.getValue(PUBLIC_URL, String.class),
                config.getValue("quarkus.application.version", String.class),
                files);
    }

    String text(Document document) {
        return Objects.requireNonNull(texts.get(document), document.fileName());
    }

    SkillView skill() {
        return skill;
    }

    private static DocumentTemplate read(Document document) {
        String path = "/documents/" + document.fileName();
        try (@Nullable InputStream file = DocumentService.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("the resource is missing: " + path);
            }
            return new DocumentTemplate(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
