package dev.tidepool.session.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskShareTest {

    @ParameterizedTest
    @CsvSource({"200, 200, 50", "200, 100, 50", "200, 60, 30", "200, 1, 1", "2, 2, 1"})
    void isAQuarterAtMostAndHalfOfWhatIsFree(int most, int free, int share) {
        assertThat(TaskShare.of(most, free)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"4, 50", "10, 20"})
    void organizationsThatTakeAllTheyMayLeaveRoomForAnother(int organizations, int room) {
        int[] running = new int[organizations];
        boolean begun = true;
        while (begun) {
            begun = false;
            for (int one = 0; one < organizations; one++) {
                int free = 200 - Arrays.stream(running).sum();
                if (free > 0 && running[one] < TaskShare.of(200, free)) {
                    running[one]++;
                    begun = true;
                }
            }
        }
        assertThat(200 - Arrays.stream(running).sum()).isGreaterThanOrEqualTo(room);
    }
}
