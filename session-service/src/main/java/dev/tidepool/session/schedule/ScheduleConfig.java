package dev.tidepool.session.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of schedules. */
@ConfigMapping(prefix = "tidepool.schedule")
interface ScheduleConfig {

    @WithDefault("100")
    int maxOfOrganization();

    /** A run that is later than this was missed. */
    @WithDefault("1m")
    Duration grace();

    /** How long a run waits that the full queue refused. */
    @WithDefault("10s")
    Duration refusedFor();

    /** For the database to store one run; then it is tried again. */
    @WithDefault("30s")
    Duration runLimit();

    /** Schedules that fall due together and are looked at in one go. */
    @WithDefault("200")
    int batch();
}
