package dev.tidepool.staking.validator;

import java.math.BigDecimal;
import java.util.Comparator;

/** Where in a sorted list a validator stands, the smallest first; it holds also when the list is another by then. */
record Place(BigDecimal rank, String address) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::rank).thenComparing(Place::address);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
