package dev.tidepool.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WalletTest {
    @Test
    void writesKeysInBase58() {
        byte[] stakeProgram =
                HexFormat.of().parseHex("06a1d8179137542a983437bdfe2a7ab2557f535c8a78722b68a49dc000000000");

        assertThat(Wallet.base58(stakeProgram)).isEqualTo("Stake11111111111111111111111111111111111111");
        assertThat(Wallet.base58(new byte[32])).isEqualTo("1".repeat(32));
    }

    @Test
    void fillsTheOnlySignatureAndLeavesTheMessageAlone() throws Exception {
        Wallet wallet = Wallet.create();
        byte[] unsigned = new byte[1 + 64 + 40];
        unsigned[0] = 1;
        Arrays.fill(unsigned, 65, unsigned.length, (byte) 7);

        byte[] signed =
                Base64.getDecoder().decode(wallet.sign(Base64.getEncoder().encodeToString(unsigned)));
        byte[] message = Arrays.copyOfRange(signed, 65, signed.length);
        assertThat(message).containsOnly(7).hasSize(40);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(wallet.keys().getPublic());
        verifier.update(message);
        assertThat(verifier.verify(Arrays.copyOfRange(signed, 1, 65))).isTrue();
    }

    @Test
    void refusesATransactionWithMoreSigners() {
        byte[] two = new byte[200];
        two[0] = 2;

        assertThatThrownBy(() -> Wallet.create().sign(Base64.getEncoder().encodeToString(two)))
                .hasMessageContaining("exactly one signature");
    }
}
