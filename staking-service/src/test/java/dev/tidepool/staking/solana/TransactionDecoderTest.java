package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.test.Slow;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Slow
class TransactionDecoderTest {

    private static final int TRIES = 10_000;

    private final List<byte[]> real = Vectors.of("createAndDelegate")
            .map(vector -> Vectors.transaction(vector, "signed"))
            .toList();

    @Test
    void refusesGarbageWithItsOwnErrorOnly() {
        Random random = new Random(42);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            byte[] garbage = new byte[random.nextInt(1400)];
            random.nextBytes(garbage);
            decodesExactlyOrRefuses(garbage);
        }
    }

    @Test
    void refusesDamagedTransactionsWithItsOwnErrorOnly() {
        Random random = new Random(43);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            byte[] damaged = real.get(random.nextInt(real.size())).clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            decodesExactlyOrRefuses(Arrays.copyOf(damaged, damaged.length - random.nextInt(2)));
        }
    }

    @Test
    void refusesEveryShorterForm() {
        byte[] whole = real.getFirst();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Transaction.decode(cut)).isInstanceOf(MalformedBytesException.class);
        }
    }

    @Test
    void refusesATrailingByte() {
        byte[] longer = Arrays.copyOf(real.getFirst(), real.getFirst().length + 1);

        assertThatThrownBy(() -> Transaction.decode(longer))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("after its end");
    }

    @Test
    void refusesALengthNotInItsShortestForm() {
        byte[] whole = real.getFirst();
        byte[] padded = new byte[whole.length + 1];
        padded[0] = (byte) (whole[0] | 0x80);
        System.arraycopy(whole, 1, padded, 2, whole.length - 1);

        assertThatThrownBy(() -> Transaction.decode(padded))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("shortest form");
    }

    @Test
    void refusesMoreThanAPacket() {
        assertThatThrownBy(() -> Transaction.decode(new byte[Transaction.MAX_LENGTH + 1]))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("1232");
    }

    @Test
    void seesEveryTamperedBit() {
        byte[] signed = real.getFirst();
        for (int bit = 0; bit < signed.length * 8; bit += 13) {
            byte[] tampered = signed.clone();
            tampered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(passes(tampered)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void namesTheSignersWhoHaveNotSigned() {
        Transaction unsigned = Transaction.decode(Vectors.of("createAndDelegate")
                .filter(vector -> Vectors.text(vector, "name").equals("sponsored/0"))
                .map(vector -> Vectors.transaction(vector, "unsigned"))
                .findFirst()
                .orElseThrow());

        assertThat(unsigned.unverifiedSigners())
                .hasSize(2)
                .isEqualTo(unsigned.message().requiredSigners());
    }

    private static boolean passes(byte[] bytes) {
        try {
            return Transaction.decode(bytes).unverifiedSigners().isEmpty();
        } catch (MalformedBytesException refused) {
            return false;
        }
    }

    private static void decodesExactlyOrRefuses(byte[] bytes) {
        try {
            Transaction decoded = Transaction.decode(bytes);
            assertThat(decoded.encode().toArray()).isEqualTo(bytes);
            assertThat(decoded.message().encode()).isEqualTo(decoded.messageBytes());
            assertThat(decoded.unverifiedSigners()).isNotNull();
        } catch (MalformedBytesException expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }
}
