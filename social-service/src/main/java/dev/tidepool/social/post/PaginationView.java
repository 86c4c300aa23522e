package dev.tidepool.social.post;

/** The older dialect's account of a page; its member is spelled hasMore there. */
public record PaginationView(int count, int limit, int offset, boolean hasMore) {

    public static PaginationView of(PostPage page) {
        return new PaginationView(
                page.posts().size(), page.limit(), page.offset(), page.next().isPresent());
    }
}
