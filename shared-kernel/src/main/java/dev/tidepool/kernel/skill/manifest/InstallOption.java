package dev.tidepool.kernel.skill.manifest;

import java.util.List;
import java.util.Optional;

/** A way to get what a skill needs: told, never done. */
public record InstallOption(Optional<String> id, String kind, Optional<String> label, List<String> bins) {

    static InstallOption of(Fields fields) {
        return new InstallOption(
                fields.text("id"), fields.required("kind"), fields.text("label"), fields.texts("bins"));
    }
}
