package dev.tidepool.session.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a Chromium on this machine. */
final class ChromiumProgram {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private static final List<Path> ELSEWHERE = List.of(
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

    private ChromiumProgram() {}

    /**
     * The program to start.
     *
     * @param configured a path or a name; empty to look for the usual names
     * @param searchPath directories as in the variable PATH
     */
    static Optional<Path> find(Optional<String> configured, String searchPath) {
        List<String> names = configured.map(List::of).orElse(NAMES);
        Stream<Path> onPath = names.stream().flatMap(name -> candidates(name, searchPath));
        Stream<Path> all = configured.isPresent() ? onPath : Stream.concat(onPath, ELSEWHERE.stream());
        return all.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> candidates(String name, String searchPath) {
        return name.contains(File.separator)
                ? Stream.of(Path.of(name))
                : Stream.of(searchPath.split(File.pathSeparator))
                        .map(directory -> Path.of(directory).resolve(name));
    }
}
