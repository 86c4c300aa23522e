package dev.tidepool.social.brand;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a page of mentions begins: after this one. */
record MentionPlace(Instant time, MentionTextId text) {

    /** Before the latest. */
    static final MentionPlace START =
            new MentionPlace(Instant.parse("9999-12-31T00:00:00Z"), new MentionTextId(new UUID(-1, -1)));

    static MentionPlace of(Mention last) {
        return new MentionPlace(last.createdAt(), last.textId());
    }

    static MentionPlace ofFields(List<String> fields) {
        return new MentionPlace(Instant.parse(fields.get(0)), MentionTextId.fromString(fields.get(1)));
    }

    String[] fields() {
        return new String[] {time.toString(), text.toString()};
    }
}
