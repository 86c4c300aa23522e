package dev.tidepool.staking.fee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.staking.solana.Lamports;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentPricesTest {

    @Test
    void givesThePriceThatSoManySlotsDidNotExceed() {
        RecentPrices prices = prices(LongStream.rangeClosed(1, 150).toArray());

        assertThat(prices.percentile(50)).isEqualTo(Lamports.of(75));
        assertThat(prices.percentile(99)).isEqualTo(Lamports.of(149));
        assertThat(prices.percentile(100)).isEqualTo(Lamports.of(150));
        assertThat(prices.percentile(1)).isEqualTo(Lamports.of(2));
        assertThat(prices(7).percentile(25)).isEqualTo(Lamports.of(7));
    }

    @Test
    void sortsPricesAboveASignedLong() {
        RecentPrices prices = new RecentPrices(List.of(Lamports.MAX, Lamports.ZERO, Lamports.of(1)));

        assertThat(prices.percentile(100)).isEqualTo(Lamports.MAX);
        assertThat(prices.free()).isEqualTo(1);
    }

    private static RecentPrices prices(long... micro) {
        return new RecentPrices(LongStream.of(micro).mapToObj(Lamports::of).toList());
    }
}
