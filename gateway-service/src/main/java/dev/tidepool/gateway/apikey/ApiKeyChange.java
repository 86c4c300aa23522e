package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to change a key; what is absent stays. */
@Schema(name = "ApiKeyChange")
record ApiKeyChange(
        @Schema(description = "1 to 64 characters") Optional<String> name,

        @Schema(description = "Whether a text that is 30 days old stops 24 hours later")
        Optional<Boolean> autoRotate) {

    ApiKeyChange {
        if (name.isEmpty() && autoRotate.isEmpty()) {
            throw Problem.badRequest("Send name, autoRotate or both.");
        }
        name = name.map(NewApiKey::validName);
    }
}
