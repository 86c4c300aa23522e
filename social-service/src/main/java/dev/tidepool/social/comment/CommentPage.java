package dev.tidepool.social.comment;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list of comments, and the cursor that leads on.
 *
 * @param replies what is below the page's comments, each after the one it answers
 */
record CommentPage(List<Comment> comments, List<Comment> replies, CommentSort sort, Optional<String> next) {

    CommentPage {
        comments = List.copyOf(comments);
        replies = List.copyOf(replies);
    }
}
