package dev.tidepool.staking.watch;

import dev.tidepool.staking.chain.Reward;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.webhook.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What webhooks are told. Pure.
 *
 * @param subject tells it from all others of its type: the same is told once
 * @param data JSON, without the wallet
 */
record Change(EventType type, String subject, JsonObject data) {

    static Change activated(String account, Seen now, long epoch) {
        return new Change(
                EventType.STAKE_ACTIVATED,
                account + ":" + now.activatedIn(),
                about(account, now, epoch).put("activationEpoch", Long.parseUnsignedLong(now.activatedIn())));
    }

    /** @param seen as it was seen last, where it is closed meanwhile */
    static Change completed(String account, Seen seen, long epoch, boolean closed) {
        return new Change(
                EventType.UNSTAKE_COMPLETED,
                account + ":" + seen.deactivatedIn(),
                about(account, seen, epoch)
                        .put("deactivationEpoch", Long.parseUnsignedLong(seen.deactivatedIn()))
                        .put("closed", closed));
    }

    static Change delinquent(String validator, List<String> accounts, long epoch) {
        return new Change(
                EventType.VALIDATOR_DELINQUENT,
                validator + ":" + epoch,
                new JsonObject()
                        .put("validator", validator)
                        .put("stakeAccounts", new JsonArray(accounts))
                        .put("epoch", epoch));
    }

    static Change rewarded(PublicKey account, Reward reward) {
        JsonObject data = new JsonObject()
                .put("stakeAccount", account.toString())
                .put("epoch", reward.epoch())
                .put("lamports", reward.amount().toString())
                .put("postBalance", reward.postBalance().toString())
                .put("effectiveSlot", reward.effectiveSlot());
        reward.commissionPercent().ifPresent(percent -> data.put("commissionPercent", percent));
        return new Change(EventType.REWARD_EARNED, account + ":" + reward.epoch(), data);
    }

    private static JsonObject about(String account, Seen seen, long epoch) {
        return new JsonObject()
                .put("stakeAccount", account)
                .put("validator", seen.validator())
                .put("epoch", epoch);
    }
}
