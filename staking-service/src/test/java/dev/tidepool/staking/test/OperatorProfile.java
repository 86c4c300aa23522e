package dev.tidepool.staking.test;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service of an operator who charges a fee, with the limit of writes that it has by default. */
public final class OperatorProfile implements QuarkusTestProfile {

    private static final String ACCOUNT = "tidepool.staking.service-fee.account";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tidepool.staking.service-fee.basis-points",
                "10",
                ACCOUNT,
                Wallet.create().address().toString(),
                "tidepool.staking.wallet.writes",
                "10");
    }

    /** Who gets the fee. */
    public static String account() {
        return ConfigProvider.getConfig().getValue(ACCOUNT, String.class);
    }
}
