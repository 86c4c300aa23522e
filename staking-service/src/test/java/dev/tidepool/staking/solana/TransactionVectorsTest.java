package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our bytes against those of the reference client library, for the same requests. */
class TransactionVectorsTest {

    static Stream<JsonNode> stakes() {
        return Vectors.of("createAndDelegate");
    }

    static Stream<JsonNode> messages() {
        return Vectors.of("messages");
    }

    @ParameterizedTest
    @MethodSource("stakes")
    void buildsTheSameCreateAndDelegate(JsonNode vector) {
        CreateAndDelegate stake = stake(vector);
        List<Instruction> instructions = new ArrayList<>(budget(vector).instructions());
        instructions.addAll(stake.instructions());

        Transaction built = Transaction.unsigned(compile(vector, instructions));

        assertThat(built.encode().toBase64()).isEqualTo(Vectors.text(vector, "unsigned"));
        assertThat(built.messageHash().toHex()).isEqualTo(Vectors.text(vector, "messageHash"));
        assertThat(stake.stakeAccount()).isEqualTo(Vectors.key(vector, "stakeAccount"));
        assertThat(built.message().requiredSigners())
                .extracting(PublicKey::toString)
                .containsExactlyElementsOf(strings(vector.required("requiredSigners")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void ordersAccountsOfAnyInstructionsTheSameWay(JsonNode vector) {
        List<Instruction> instructions = new ArrayList<>();
        vector.required("instructions").forEach(call -> instructions.add(instruction(call)));

        // Some are longer than a packet, which only the message bytes can show.
        Message message = compile(vector, instructions);

        Transaction transaction = new Transaction(absentSignatures(message), message, message.encode());
        assertThat(transaction.encode().toBase64()).isEqualTo(Vectors.text(vector, "unsigned"));
    }

    @ParameterizedTest
    @MethodSource("stakes")
    void readsASignedTransactionAndVerifiesEverySignature(JsonNode vector) {
        Transaction signed = Transaction.decode(Vectors.transaction(vector, "signed"));

        assertThat(signed.unverifiedSigners()).isEmpty();
        assertThat(signed.messageHash().toHex()).isEqualTo(Vectors.text(vector, "messageHash"));
        assertThat(signed.message().feePayer()).isEqualTo(Vectors.key(vector, "feePayer"));
        assertThat(signed.encode().toBase64()).isEqualTo(Vectors.text(vector, "signed"));
    }

    @Test
    void readsAddressTableLookups() {
        JsonNode vector = Vectors.lookupTable();

        Transaction decoded = Transaction.decode(Vectors.transaction(vector, "unsigned"));

        assertThat(decoded.message().lookups()).singleElement().satisfies(lookup -> {
            assertThat(lookup.table()).isEqualTo(Vectors.key(vector, "table"));
            assertThat(lookup.writableIndexes().length()).isEqualTo(2);
            assertThat(lookup.readOnlyIndexes().length()).isEqualTo(2);
        });
        assertThat(decoded.message().encode()).isEqualTo(decoded.messageBytes());
    }

    static CreateAndDelegate stake(JsonNode vector) {
        return CreateAndDelegate.owned(
                Vectors.key(vector, "owner"),
                Vectors.key(vector, "validator"),
                Lamports.parse(Vectors.text(vector, "lamports")),
                Lamports.parse(Vectors.text(vector, "rent")),
                Vectors.text(vector, "seed"));
    }

    private static ComputeBudget budget(JsonNode vector) {
        return new ComputeBudget(
                vector.required("computeUnitLimit").asInt(), Lamports.parse(Vectors.text(vector, "computeUnitPrice")));
    }

    private static Message compile(JsonNode vector, List<Instruction> instructions) {
        return MessageCompiler.compile(
                MessageVersion.ofLabel(Vectors.text(vector, "version")),
                Vectors.key(vector, "feePayer"),
                Vectors.key(vector, "blockhash"),
                instructions);
    }

    private static Instruction instruction(JsonNode call) {
        List<AccountMeta> accounts = new ArrayList<>();
        call.required("accounts")
                .forEach(account -> accounts.add(new AccountMeta(
                        Vectors.key(account, "key"),
                        account.required("signer").asBoolean(),
                        account.required("writable").asBoolean())));
        Bytes data = Bytes.of(HexFormat.of().parseHex(Vectors.text(call, "data")));
        return new Instruction(Vectors.key(call, "program"), accounts, data);
    }

    private static List<TransactionSignature> absentSignatures(Message message) {
        return message.requiredSigners().stream()
                .map(signer -> TransactionSignature.ABSENT)
                .toList();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asText()));
        return strings;
    }
}
