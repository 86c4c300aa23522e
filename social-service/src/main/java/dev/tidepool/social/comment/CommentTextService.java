package dev.tidepool.social.comment;

import dev.tidepool.social.content.ContentService;
import dev.tidepool.social.input.PlainText;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What a comment may say, on whatever it is. */
@ApplicationScoped
public class CommentTextService {

    private final CommentConfig limits;
    private final ContentService contents;

    CommentTextService(CommentConfig limits, ContentService contents) {
        this.limits = limits;
        this.contents = contents;
    }

    /**
     * The text exactly as given.
     *
     * @throws dev.tidepool.kernel.problem.Problem 400 naming {@code content} when there is none, or it is too long, no plain text, or
     *     holds a secret or a link that is not allowed
     */
    public String require(@Nullable String content) {
        String text = PlainText.required("content", content, limits.maxContentCharacters());
        contents.require("content", text);
        return text;
    }
}
