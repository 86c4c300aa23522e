package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RpcRequestTest {

    @Test
    void saysWhichBlocksItMeans() {
        assertThat(RpcRequest.of("getSlot").at(Commitment.FINALIZED).params())
                .containsExactly(Map.of("commitment", "finalized"));
        assertThat(RpcRequest.of("getBalance", "somebody")
                        .at(Commitment.PROCESSED)
                        .params())
                .containsExactly("somebody", Map.of("commitment", "processed"));
    }

    @Test
    void keepsItsOtherOptions() {
        RpcRequest request = RpcRequest.of("getMultipleAccounts", "names", Map.of("encoding", "base64"))
                .at(Commitment.CONFIRMED)
                .notBehind(7);

        assertThat(request.params())
                .containsExactly(
                        "names", Map.of("encoding", "base64", "commitment", "confirmed", "minContextSlot", 7L));
        assertThat(request.minContextSlot()).isEqualTo(7);
    }

    @Test
    void asksNoFinalizedBlockToBeAsNewAsAConfirmedOne() {
        assertThat(RpcRequest.of("getEpochInfo")
                        .at(Commitment.FINALIZED)
                        .notBehind(7)
                        .params())
                .containsExactly(Map.of("commitment", "finalized"));
    }

    @Test
    void sendsToNoNodeThatIsBehind() {
        assertThat(RpcRequest.of("sendTransaction", "bytes", Map.of("maxRetries", 0))
                        .notBehind(7)
                        .params())
                .containsExactly("bytes", Map.of("maxRetries", 0, "minContextSlot", 7L));
    }

    @Test
    void onlySendingIsNoRead() {
        assertThat(RpcRequest.of("sendTransaction").isRead()).isFalse();
        assertThat(RpcRequest.of("simulateTransaction").isRead()).isTrue();
    }

    @Test
    void namesTheCommitmentsThereAre() {
        assertThat(Commitment.read(null)).isEqualTo(Commitment.CONFIRMED);
        assertThat(Commitment.read("finalized")).isEqualTo(Commitment.FINALIZED);
        assertThatThrownBy(() -> Commitment.read("max"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.detail()).contains("processed, confirmed or finalized"));
    }
}
