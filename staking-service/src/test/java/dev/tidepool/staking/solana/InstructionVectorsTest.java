package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every instruction that we write against the bytes of one client library, and as we read it against another. */
class InstructionVectorsTest {

    static Stream<JsonNode> vectors() {
        return Vectors.of("instructions");
    }

    static Stream<JsonNode> readByOthers() {
        return vectors().filter(vector -> vector.hasNonNull("read"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesTheSameBytes(JsonNode vector) {
        Message message = MessageCompiler.compile(
                MessageVersion.ofLabel(Vectors.text(vector, "version")),
                Vectors.key(vector, "feePayer"),
                Vectors.key(vector, "blockhash"),
                List.of(instruction(vector)));

        assertThat(Transaction.unsigned(message).encode().toBase64()).isEqualTo(Vectors.text(vector, "unsigned"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsWhatWasAskedFor(JsonNode vector) {
        DecodedInstruction decoded = decode(vector);

        assertThat(decoded.name()).isEqualTo(Vectors.text(vector, "kind"));
        assertThat(words(decoded)).containsAll(leaves(vector.required("input")));
    }

    @ParameterizedTest
    @MethodSource("readByOthers")
    void readsWhatTheOtherLibraryReads(JsonNode vector) {
        assertThat(words(decode(vector)))
                .containsAll(leaves(vector.required("read").required("parameters")));
    }

    @Test
    void coversEveryInstructionInBothFormats() {
        assertThat(vectors().map(vector -> Vectors.text(vector, "name")).distinct())
                .hasSizeGreaterThanOrEqualTo(36);
        assertThat(vectors()).hasSizeGreaterThanOrEqualTo(72);
        assertThat(readByOthers()).hasSizeGreaterThanOrEqualTo(36);
    }

    private static DecodedInstruction decode(JsonNode vector) {
        Transaction transaction = Transaction.decode(Vectors.transaction(vector, "unsigned"));
        return DecodedInstruction.of(transaction.message()).getFirst();
    }

    private static Set<String> words(DecodedInstruction decoded) {
        Set<String> words = new HashSet<>(decoded.accounts().values());
        words.addAll(decoded.fields().values());
        return words;
    }

    private static List<String> leaves(JsonNode node) {
        List<String> leaves = new ArrayList<>();
        if (node.isValueNode()) {
            leaves.add(node.asText());
        }
        node.forEach(inner -> leaves.addAll(leaves(inner)));
        return leaves;
    }

    private static Instruction instruction(JsonNode vector) {
        Input in = new Input(vector.required("input"));
        String kind = Vectors.text(vector, "kind");
        return switch (kind) {
            case "initialize" ->
                StakeProgram.initialize(
                        in.key("stake"),
                        in.key("staker"),
                        in.key("withdrawer"),
                        new Lockup(in.signed("unixTimestamp"), in.number("epoch"), in.key("custodian")));
            case "initializeChecked" ->
                StakeProgram.initializeChecked(in.key("stake"), in.key("staker"), in.key("withdrawer"));
            case "delegate" -> StakeProgram.delegate(in.key("stake"), in.key("vote"), in.key("staker"));
            case "deactivate" -> StakeProgram.deactivate(in.key("stake"), in.key("staker"));
            case "withdraw" ->
                StakeProgram.withdraw(
                        in.key("stake"),
                        in.key("recipient"),
                        in.key("withdrawer"),
                        in.lamports(),
                        in.maybeKey("custodian"));
            case "authorize" ->
                StakeProgram.authorize(
                        in.key("stake"), in.key("authority"), in.key("next"), in.power(), in.maybeKey("custodian"));
            case "authorizeChecked" ->
                StakeProgram.authorizeChecked(
                        in.key("stake"), in.key("authority"), in.key("next"), in.power(), in.maybeKey("custodian"));
            case "split" -> StakeProgram.split(in.key("stake"), in.key("into"), in.key("staker"), in.lamports());
            case "merge" -> StakeProgram.merge(in.key("destination"), in.key("source"), in.key("staker"));
            case "setLockup" -> StakeProgram.setLockup(in.key("stake"), in.key("authority"), in.change());
            case "setLockupChecked" -> StakeProgram.setLockupChecked(in.key("stake"), in.key("authority"), in.change());
            case "moveStake" ->
                StakeProgram.moveStake(in.key("source"), in.key("destination"), in.key("staker"), in.lamports());
            case "moveLamports" ->
                StakeProgram.moveLamports(in.key("source"), in.key("destination"), in.key("staker"), in.lamports());
            case "deactivateDelinquent" ->
                StakeProgram.deactivateDelinquent(in.key("stake"), in.key("delinquent"), in.key("reference"));
            case "memo" -> MemoProgram.memo(in.text("text"));
            default -> system(kind, in);
        };
    }

    private static Instruction system(String kind, Input in) {
        return switch (kind) {
            case "transfer" -> SystemProgram.transfer(in.key("from"), in.key("to"), in.lamports());
            case "createAccount" ->
                SystemProgram.createAccount(
                        in.key("funder"), in.key("account"), in.lamports(), in.number("space"), in.key("owner"));
            case "allocate" -> SystemProgram.allocate(in.key("account"), in.number("space"));
            case "assign" -> SystemProgram.assign(in.key("account"), in.key("owner"));
            case "initializeNonce" -> SystemProgram.initializeNonce(in.key("nonce"), in.key("authority"));
            case "advanceNonce" -> SystemProgram.advanceNonce(in.key("nonce"), in.key("authority"));
            case "withdrawNonce" ->
                SystemProgram.withdrawNonce(in.key("nonce"), in.key("recipient"), in.key("authority"), in.lamports());
            case "authorizeNonce" -> SystemProgram.authorizeNonce(in.key("nonce"), in.key("authority"), in.key("next"));
            default -> throw new IllegalArgumentException("a vector of a kind that is not known: " + kind);
        };
    }

    /** What a vector says was asked of the library. */
    private record Input(JsonNode node) {

        String text(String field) {
            return Vectors.text(node, field);
        }

        PublicKey key(String field) {
            return Vectors.key(node, field);
        }

        Optional<PublicKey> maybeKey(String field) {
            return maybe(field).map(PublicKey::parse);
        }

        Lamports lamports() {
            return Lamports.parse(text("lamports"));
        }

        long number(String field) {
            return Long.parseUnsignedLong(text(field));
        }

        long signed(String field) {
            return Long.parseLong(text(field));
        }

        StakeAuthority power() {
            return StakeAuthority.valueOf(text("power").toUpperCase(Locale.ROOT));
        }

        LockupChange change() {
            return new LockupChange(
                    maybe("unixTimestamp").map(Long::parseLong),
                    maybe("epoch").map(Long::parseUnsignedLong),
                    maybeKey("custodian"));
        }

        private Optional<String> maybe(String field) {
            return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
        }
    }
}
