package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.EpochSchedule;

/** Where in its epoch the chain is, and how fast it goes: clock and schedule of one reading. Pure. */
public record EpochTime(Clock clock, EpochSchedule schedule) {

    /** Of a year of 365.242199 days, as the chain's own rule for rewards counts it. */
    public static final double SECONDS_PER_YEAR = 31_556_925.9936;

    /** What the chain's own rule for rewards takes a slot to last, however long it lasts. */
    public static final double NOMINAL_SECONDS_PER_SLOT = 0.4;

    /** Of an epoch, what must be over before its own pace is measured. */
    private static final double SHORTEST_MEASURED_SHARE = 0.05;

    /**
     * How long a slot lasts.
     *
     * @param measured over this epoch so far; otherwise the nominal time
     */
    public record SlotTime(double seconds, boolean measured) {}

    public long slotsInEpoch() {
        return schedule.slotsIn(clock.epoch());
    }

    /** Slots of the epoch that are over. */
    public long slotIndex() {
        return clock.slot() - schedule.firstSlot(clock.epoch());
    }

    public SlotTime slotTime() {
        long slots = slotIndex();
        long seconds = clock.unixTimestamp() - clock.epochStartTimestamp();
        boolean measurable = slots >= SHORTEST_MEASURED_SHARE * slotsInEpoch() && slots > 0 && seconds > 0;
        return measurable
                ? new SlotTime((double) seconds / slots, true)
                : new SlotTime(NOMINAL_SECONDS_PER_SLOT, false);
    }

    /** By the pace of {@link #slotTime()}. */
    public double epochsPerYear() {
        return SECONDS_PER_YEAR / (slotTime().seconds() * slotsInEpoch());
    }

    /** What part of a year an epoch is by the chain's own rule for rewards. */
    public double yearsPerEpoch() {
        return slotsInEpoch() * NOMINAL_SECONDS_PER_SLOT / SECONDS_PER_YEAR;
    }
}
