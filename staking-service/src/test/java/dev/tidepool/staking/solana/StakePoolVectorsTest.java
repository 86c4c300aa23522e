package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools and their instructions against the bytes of the stake-pool program's own client library. */
class StakePoolVectorsTest {

    static Stream<JsonNode> pools() {
        return Vectors.ofPools("pools");
    }

    static Stream<JsonNode> instructions() {
        return Vectors.ofPools("instructions");
    }

    @ParameterizedTest
    @MethodSource("pools")
    void readsAPool(JsonNode vector) {
        StakePool pool = StakePool.decode(data(vector));

        assertThat(pool.reserve()).isEqualTo(Vectors.key(vector, "reserve"));
        assertThat(pool.mint()).isEqualTo(Vectors.key(vector, "mint"));
        assertThat(pool.feeAccount()).isEqualTo(Vectors.key(vector, "feeAccount"));
        assertThat(pool.tokenProgram())
                .isEqualTo(Vectors.key(vector, "tokenProgram"))
                .isEqualTo(AssociatedTokenProgram.TOKEN);
        assertThat(pool.lamports()).hasToString(Vectors.text(vector, "lamports"));
        assertThat(pool.supply()).hasToString(Vectors.text(vector, "supply"));
        assertThat(Long.toUnsignedString(pool.lastUpdate())).isEqualTo(Vectors.text(vector, "lastUpdate"));
        assertThat(pool.depositAuthority()).isEqualTo(optionalKey(vector, "depositAuthority"));
        assertThat(pool.withdrawAuthority()).isEqualTo(optionalKey(vector, "withdrawAuthority"));
        assertThat(text(pool.depositFee())).isEqualTo(Vectors.text(vector, "depositFee"));
        assertThat(text(pool.withdrawalFee())).isEqualTo(Vectors.text(vector, "withdrawalFee"));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void refusesWhatIsCutOrIsNoPool(JsonNode vector) {
        byte[] whole = data(vector);
        for (int length = 0; length < 250; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StakePool.decode(cut)).isInstanceOf(MalformedBytesException.class);
        }
        whole[0] = 2;
        assertThatThrownBy(() -> StakePool.decode(whole)).isInstanceOf(MalformedBytesException.class);
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void writesTheSameBytes(JsonNode vector) {
        Message message = MessageCompiler.compile(
                MessageVersion.ofLabel(Vectors.text(vector, "version")),
                Vectors.key(vector, "feePayer"),
                Vectors.key(vector, "blockhash"),
                List.of(instruction(vector)));

        assertThat(Transaction.unsigned(message).encode().toBase64()).isEqualTo(Vectors.text(vector, "unsigned"));
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void readsThemByName(JsonNode vector) {
        DecodedInstruction decoded = DecodedInstruction.of(Transaction.decode(Vectors.transaction(vector, "unsigned"))
                        .message())
                .getFirst();

        assertThat(decoded.name()).isEqualTo(Vectors.text(vector, "kind"));
        JsonNode input = vector.required("input");
        assertThat(Stream.concat(decoded.accounts().values().stream(), decoded.fields().values().stream()))
                .containsAll(StreamSupport.stream(input.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    /** 7,000,000.000000001 tokens stand for 7,654,321.000000123 SOL; a deposit costs 1 of 10,000, a withdrawal 3 of 1,000 tokens. */
    @ParameterizedTest
    @CsvSource({
        // floor(10^9 x supply / lamports) = 914516127; fee ceil(91451.6127) = 91452.
        "1000000000,914424675",
        "18446744073709551615,16868157971832277255",
        // A token, which is the fee.
        "2,0",
        "3,1",
        "1,0",
        "0,0"
    })
    void mintsAsTheProgramDoes(String lamports, String tokens) {
        StakePool pool = StakePool.decode(data(pools().findFirst().orElseThrow()));

        assertThat(pool.tokensFor(Lamports.parse(lamports))).hasToString(tokens);
    }

    @Test
    void givesBackNoMoreThanWasPutIn() {
        StakePool pool = StakePool.decode(data(pools().findFirst().orElseThrow()));
        for (long lamports = 1; lamports < 5_000_000_000L; lamports = lamports * 3 + 1) {
            Lamports tokens = pool.tokensFor(Lamports.of(lamports));
            assertThat(pool.lamportsFor(tokens)).isLessThanOrEqualTo(Lamports.of(lamports));
        }
        // ceil(10^9 x 3 / 1000) = 3000000 tokens of fee; floor(997000000 x lamports / supply)
        assertThat(pool.lamportsFor(Lamports.of(1_000_000_000))).hasToString("1090194005");
        assertThat(pool.lamportsFor(Lamports.of(1))).isEqualTo(Lamports.ZERO);
    }

    private static Instruction instruction(JsonNode vector) {
        JsonNode input = vector.required("input");
        StakePool pool = StakePool.decode(data(pools().findFirst().orElseThrow()));
        PublicKey owner = Vectors.key(input, "owner");
        PublicKey tokens = AssociatedTokenProgram.address(owner, pool.mint());
        return switch (Vectors.text(vector, "kind")) {
            case "createIdempotent" ->
                AssociatedTokenProgram.createIdempotent(owner, owner, Vectors.key(input, "mint"));
            case "depositSol" ->
                StakePoolProgram.depositSol(
                        Vectors.key(input, "pool"),
                        pool,
                        owner,
                        tokens,
                        Lamports.parse(Vectors.text(input, "lamports")));
            case "withdrawSol" ->
                StakePoolProgram.withdrawSol(
                        Vectors.key(input, "pool"),
                        pool,
                        owner,
                        tokens,
                        Vectors.key(input, "recipient"),
                        Lamports.parse(Vectors.text(input, "poolTokens")));
            default -> throw new AssertionError(vector.toString());
        };
    }

    private static byte[] data(JsonNode vector) {
        return Base64.getDecoder().decode(Vectors.text(vector, "data"));
    }

    private static Optional<PublicKey> optionalKey(JsonNode vector, String field) {
        return vector.hasNonNull(field) ? Optional.of(Vectors.key(vector, field)) : Optional.empty();
    }

    private static String text(StakePool.Fee fee) {
        return fee.numerator() + "/" + fee.denominator();
    }
}
