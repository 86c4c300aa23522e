package dev.tidepool.social.skill;

/** The bytes of an archive on their way. */
public final class ArchiveContent {

    private final byte[] zip;

    /** @param zip is not copied: nobody changes it any more */
    ArchiveContent(byte[] zip) {
        this.zip = zip;
    }

    byte[] zip() {
        return zip;
    }
}
