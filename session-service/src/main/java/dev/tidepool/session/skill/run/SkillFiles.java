package dev.tidepool.session.skill.run;

import dev.tidepool.kernel.skill.bundle.BundleFile;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files beside a SKILL.md.
 *
 * @param entries all of them
 * @param content of one of them by its path
 */
public record SkillFiles(List<Entry> entries, Function<String, Uni<Optional<byte[]>>> content) {

    public static final SkillFiles NONE =
            new SkillFiles(List.of(), path -> Uni.createFrom().item(Optional.empty()));

    public SkillFiles {
        entries = List.copyOf(entries);
    }

    /** A file's path and length. */
    public record Entry(String path, int bytes) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The text of one of them; nothing when there is none of this path, or it is no text. */
    Uni<Optional<String>> text(String path) {
        boolean known = entries.stream().anyMatch(entry -> entry.path().equals(path));
        return known
                ? content.apply(path).map(found -> found.flatMap(bytes -> new BundleFile(path, bytes).text()))
                : Uni.createFrom().item(Optional.empty());
    }
}
