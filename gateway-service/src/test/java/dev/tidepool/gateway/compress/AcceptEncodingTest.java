package dev.tidepool.gateway.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                               | GZIP",
                "x-gzip                             | GZIP",
                "GZip                               | GZIP",
                "gzip, deflate, br                  | BROTLI",
                "gzip, deflate, br, zstd            | ZSTD",
                "*                                  | ZSTD",
                "br;q=0.5, gzip;q=0.8               | GZIP",
                "br ; q = 0.5 , gzip;q=0.4          | BROTLI",
                "zstd;q=0, *                        | BROTLI",
                "zstd;q=0, br;q=0.0, *;q=0.1        | GZIP",
                "gzip;q=1.000                       | GZIP",
                "identity;q=0.5, gzip               | GZIP",
                "identity;q=0, gzip;q=0.1           | GZIP",
                "deflate, gzip;q=0.001              | GZIP",
            })
    void choosesWhatTheClientLikesBest(String header, Coding expected) {
        assertThat(best(header)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "identity",
                "deflate",
                "gzip;q=0",
                "*;q=0",
                "identity, gzip;q=0.5",
                "gzip;q=2",
                "gzip;q=-1",
                "gzip;q=0.1234",
                "gzip;q=",
                "gzip;q=NaN",
                "gzip;level=9",
                "gzipped",
                "'; ,,;'"
            })
    void leavesTheBytesAsTheyAreOtherwise(String header) {
        assertThat(best(header)).isEmpty();
    }

    @Test
    void passesOverAListThatIsTooLong() {
        assertThat(best("gzip, ".repeat(200))).isEmpty();
        assertThat(best("")).isEmpty();
    }

    private static Optional<Coding> best(String header) {
        return AcceptEncoding.best(header, EnumSet.allOf(Coding.class));
    }
}
