package dev.tidepool.social.skill;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.bundle.BundleFile;
import dev.tidepool.kernel.skill.bundle.BundleLimits;
import dev.tidepool.kernel.skill.bundle.BundleReader;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Reads the files of a form. Not for the event loop. */
final class UploadedFiles {

    private UploadedFiles() {}

    /** @throws Problem 400 naming the file and the rule */
    static SkillBundle read(List<FileUpload> uploads, BundleLimits limits) throws IOException {
        if (uploads.size() > limits.files()) {
            throw Problem.of(SkillFormatError.ARCHIVE_REFUSED, "Send at most " + limits.files() + " files.");
        }
        List<BundleFile> files = new ArrayList<>();
        for (FileUpload upload : uploads) {
            files.add(new BundleFile(upload.fileName(), Files.readAllBytes(upload.uploadedFile())));
        }
        return BundleReader.ofFiles(files, limits);
    }
}
