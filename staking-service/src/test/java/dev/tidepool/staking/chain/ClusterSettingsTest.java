package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator can say of clusters, and what stops the start. */
class ClusterSettingsTest {

    private static final String POOL = "Dd94zRVhUzUCiTTxXqqkTtu3gHJGhMQr5TcLhLn7D8vF";

    @Test
    void withoutAWordThereIsOneCalledDefault() {
        List<ClusterSettings> all = read(Map.of("rpc-urls", "http://one/,http://two/"));

        assertThat(all).hasSize(1);
        assertThat(all.getFirst().name()).isEqualTo("default");
        assertThat(all.getFirst().byDefault()).isTrue();
        assertThat(all.getFirst().urls()).containsExactly(URI.create("http://one/"), URI.create("http://two/"));
    }

    @Test
    void theDefaultOneComesFirstAndTheOthersByName() {
        List<ClusterSettings> all = read(Map.of(
                "cluster", "mainnet",
                "rpc-urls", "http://main/",
                "clusters.testnet.rpc-urls", "http://test/",
                "clusters.devnet.rpc-urls", "http://dev/,http://dev-too/",
                "clusters.devnet.pool-address", POOL));

        assertThat(all).extracting(ClusterSettings::name).containsExactly("mainnet", "devnet", "testnet");
        assertThat(all.get(1).urls()).containsExactly(URI.create("http://dev/"), URI.create("http://dev-too/"));
        assertThat(all.get(1).pool())
                .hasValueSatisfying(pool -> assertThat(pool).hasToString(POOL));
        assertThat(all.get(2).pool()).isEmpty();
    }

    @Test
    void theEnvironmentNamesOneToo() {
        ChainConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(ChainConfig.class)
                .withSources(new EnvConfigSource(
                        Map.of(
                                "TIDEPOOL_STAKING_CHAIN_CLUSTER", "mainnet",
                                "TIDEPOOL_STAKING_CHAIN_CLUSTERS_DEVNET_RPC_URLS", "http://dev/,http://dev-too/",
                                "TIDEPOOL_STAKING_CHAIN_CLUSTERS_DEVNET_POOL_ADDRESS", POOL),
                        300))
                .build()
                .getConfigMapping(ChainConfig.class);

        List<ClusterSettings> all = ClusterSettings.read(config, Chains.pool(Optional.empty()));

        assertThat(all).extracting(ClusterSettings::name).containsExactly("mainnet", "devnet");
        assertThat(all.getLast().urls()).containsExactly(URI.create("http://dev/"), URI.create("http://dev-too/"));
        assertThat(all.getLast().pool()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mainnet", "main_net", "main net", "a123456789012345678901234567890123"})
    void refusesAName(String name) {
        assertThatThrownBy(() -> read(Map.of("cluster", name)))
                .hasMessageContaining("tidepool.staking.chain.cluster")
                .hasMessageContaining("1 to 32 of a-z, 0-9 and -");
        assertThatThrownBy(() -> read(Map.of("clusters.\"" + name + "\".rpc-urls", "http://dev/")))
                .hasMessageContaining("1 to 32 of a-z, 0-9 and -");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "mainnet"})
    void refusesTheDefaultOneAgain(String name) {
        assertThatThrownBy(() -> read(Map.of("cluster", "mainnet", "clusters." + name + ".rpc-urls", "http://dev/")))
                .hasMessageContaining("is the name of the default cluster")
                .hasMessageContaining("Choose another name");
    }

    @Test
    void refusesOneWithoutEndpoints() {
        assertThatThrownBy(() -> read(Map.of("clusters.devnet.pool-address", POOL)))
                .hasMessageContaining("tidepool.staking.chain.clusters.devnet.rpc-urls");
    }

    @Test
    void refusesAPoolThatIsNoAddress() {
        assertThatThrownBy(() -> read(
                        Map.of("clusters.devnet.rpc-urls", "http://dev/", "clusters.devnet.pool-address", "nonsense")))
                .hasMessageContaining("tidepool.staking.chain.clusters.devnet.pool-address");
    }

    private static List<ClusterSettings> read(Map<String, String> settings) {
        return ClusterSettings.read(Chains.config(settings), Chains.pool(Optional.empty()));
    }
}
