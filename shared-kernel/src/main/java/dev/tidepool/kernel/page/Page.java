package dev.tidepool.kernel.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list and whether another follows. Made from a read of one item more than the page holds.
 *
 * @param items at most as many as were asked for
 */
public record Page<T>(List<T> items, boolean hasMore) {

    public Page {
        items = List.copyOf(items);
    }

    /** @param read up to {@link PageLimit#plusOne()} items */
    public static <T> Page<T> of(List<T> read, PageLimit limit) {
        int size = Math.min(read.size(), limit.value());
        return new Page<>(read.subList(0, size), read.size() > size);
    }

    public <R> List<R> map(Function<T, R> view) {
        return items.stream().map(view).toList();
    }

    /** The cursor after the last item, made from it, or empty when nothing follows. */
    public Optional<String> next(Function<T, String> cursor) {
        return hasMore ? Optional.of(cursor.apply(items.getLast())) : Optional.empty();
    }
}
