package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** The files of a version, by their paths. */
@JsonNaming(SnakeCaseStrategy.class)
record FileListView(boolean success, List<SkillFile> files, int count) {

    static FileListView of(List<SkillFile> files) {
        return new FileListView(true, files, files.size());
    }
}
