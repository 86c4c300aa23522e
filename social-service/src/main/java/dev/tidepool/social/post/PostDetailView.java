package dev.tidepool.social.post;

import org.jspecify.annotations.Nullable;

/** Answer that carries one post. */
record PostDetailView(boolean success, @Nullable String message, PostView post) {

    static PostDetailView of(Post post) {
        return new PostDetailView(true, null, PostView.of(post));
    }

    static PostDetailView created(Post post) {
        return new PostDetailView(true, "Post created.", PostView.of(post));
    }
}
