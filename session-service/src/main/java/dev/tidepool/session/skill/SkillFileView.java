package dev.tidepool.session.skill;

/** A file as JSON. */
record SkillFileView(String path, int bytes, String sha256) {

    static SkillFileView of(SkillFile file) {
        return new SkillFileView(file.path(), file.bytes(), file.sha256());
    }
}
