package dev.tidepool.social.skill;

/** Answer to a publication. */
record PublishedView(boolean success, String message, SharedSkillView skill, VersionView version) {

    static PublishedView of(PublishService.Published done, SkillReader reader) {
        String slug = done.skill().slug().value();
        return new PublishedView(
                true,
                messageOf(done, slug),
                SharedSkillView.of(done.skill()),
                VersionView.of(slug, done.version(), reader));
    }

    private static String messageOf(PublishService.Published done, String slug) {
        String version = slug + "@" + done.version().version();
        return !done.version().isUsable()
                ? version + " waits for a moderator: see its findings."
                : done.isNew() ? version + " is published." : version + " is published already, with these files.";
    }
}
