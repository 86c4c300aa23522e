package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service does not start with a fee that nobody gets, or that is a slip of the pen. */
class TariffServiceTest {

    private static final String WALLET = Wallet.create().address().toString();

    @Test
    void chargesNothingByDefault() {
        assertThat(of("0", "").tariff().serviceFee()).isEmpty();
        assertThat(of("0", "").account()).isEmpty();
    }

    @Test
    void chargesForTheAccountThatIsConfigured() {
        assertThat(of("10", WALLET).account()).contains(PublicKey.parse(WALLET));
    }

    @Test
    void needsAWalletThatGetsIt() {
        PublicKey nobody = PublicKey.createWithSeed(PublicKey.parse(WALLET), "0", StakeProgram.ID);
        for (int seed = 1; nobody.onCurve(); seed++) {
            nobody = PublicKey.createWithSeed(PublicKey.parse(WALLET), Integer.toString(seed), StakeProgram.ID);
        }
        for (String account : new String[] {"", "nonsense", nobody.toString()}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of("10", account))
                    .withMessageContaining("tidepool.staking.service-fee.account");
        }
    }

    @Test
    void refusesMoreThanATenth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("1001", WALLET))
                .withMessageContaining("1000");
    }

    private static TariffService of(String basisPoints, String account) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(TransactionConfig.class)
                .withMapping(ServiceFeeConfig.class)
                .withConverter(Duration.class, 300, new DurationConverter())
                .withDefaultValues(Map.of(
                        "tidepool.staking.service-fee.basis-points",
                        basisPoints,
                        "tidepool.staking.service-fee.account",
                        account))
                .build();
        return new TariffService(
                config.getConfigMapping(TransactionConfig.class), config.getConfigMapping(ServiceFeeConfig.class));
    }
}
