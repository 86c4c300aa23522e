package dev.tidepool.staking.watch;

import dev.tidepool.staking.solana.Activation;
import dev.tidepool.staking.solana.Delegation;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What matters of a delegated stake account. Pure.
 *
 * @param activatedIn epoch in which it was delegated
 * @param deactivatedIn epoch in which it was deactivated, as text: of one that is not, the greatest that 64 bits hold
 * @param delinquent whether its validator has stopped voting
 */
record Seen(Activation.State state, String validator, String activatedIn, String deactivatedIn, boolean delinquent) {

    /** The greatest epoch stands for none. */
    private static final long NEVER = -1;

    static Seen of(Activation.State state, Delegation delegation, boolean delinquent) {
        return new Seen(
                state,
                delegation.voter().toString(),
                Long.toUnsignedString(delegation.activationEpoch()),
                Long.toUnsignedString(delegation.deactivationEpoch()),
                delinquent);
    }

    static Seen read(JsonObject json) {
        return new Seen(
                Activation.State.valueOf(json.getString("state").toUpperCase(Locale.ROOT)),
                json.getString("validator"),
                json.getString("activatedIn"),
                json.getString("deactivatedIn"),
                json.getBoolean("delinquent"));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("validator", validator)
                .put("activatedIn", activatedIn)
                .put("deactivatedIn", deactivatedIn)
                .put("delinquent", delinquent);
    }

    boolean is(Activation.State wanted) {
        return state == wanted;
    }

    /** Whether it was delegated in this epoch or later. */
    boolean isActivatedSince(long epoch) {
        return isSince(activatedIn, epoch);
    }

    boolean isDeactivatedSince(long epoch) {
        return isSince(deactivatedIn, epoch);
    }

    private static boolean isSince(String text, long epoch) {
        long given = Long.parseUnsignedLong(text);
        return given != NEVER && Long.compareUnsigned(given, epoch) >= 0;
    }
}
