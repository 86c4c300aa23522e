package dev.tidepool.local;

import dev.tidepool.local.suite.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A checkout whose four packaged services are {@link StandIn}s, and which has no chain. */
final class StandInCheckout {
    private StandInCheckout() {}

    static Path in(Path directory) throws IOException {
        for (Service service : Service.values()) {
            Path jar = directory.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            write(jar);
        }
        Path programs = Path.of(System.getProperty("tidepool.root")).resolve("deploy/local/target/programs");
        Path link = directory.resolve("deploy/local/target/programs");
        Files.createDirectories(programs);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, programs);
        return directory;
    }

    private static void write(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        String name = StandIn.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry(name));
            StandIn.class.getClassLoader().getResourceAsStream(name).transferTo(out);
        }
    }
}
