package dev.tidepool.social.comment;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Body of a new comment. One client sends {@code parentId} for {@code parent_id}. */
record CommentRequest(
        @Nullable String content,
        @JsonProperty("parent_id") @Nullable String parentId,
        @JsonProperty("parentId") @Nullable String parentIdInCamelCase) {

    @Nullable
    String parent() {
        return parentId == null ? parentIdInCamelCase : parentId;
    }
}
