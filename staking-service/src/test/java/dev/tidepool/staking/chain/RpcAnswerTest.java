package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcAnswerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void givesTheResult() {
        assertThat(answer(200, "{\"result\":18446744073709551615}")
                        .result(json, NOW)
                        .bigIntegerValue())
                .isEqualTo("18446744073709551615");
        assertThat(answer(200, "{\"result\":null}").result(json, NOW).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-32005,BEHIND", "-32016,BEHIND", "429,RATE_LIMITED", "-32603,BAD_ANSWER"})
    void sendsACallElsewhereWhenTheNodeIsAtFault(int code, Kind kind) {
        RpcFailure.Endpoint failure = catchThrowableOfType(
                RpcFailure.Endpoint.class, () -> answer(200, error(code)).result(json, NOW));

        assertThat(failure.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"502;<html></html>", "200;<html></html>", "200;{}", "200;[]", "500;{\"result\":1}", "200;''"})
    void sendsACallElsewhereWhenTheAnswerIsNone(int status, String body) {
        RpcFailure.Endpoint failure = catchThrowableOfType(
                RpcFailure.Endpoint.class, () -> answer(status, body).result(json, NOW));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"429,7", "503,7", "429,'Thu, 01 Jan 2026 00:00:07 GMT'"})
    void readsHowLongToLeaveTheEndpointAlone(int status, String header) {
        RpcAnswer limited = new RpcAnswer(status, Optional.of(header), Buffer.buffer("slow down"));

        assertThat(catchThrowableOfType(RpcFailure.Endpoint.class, () -> limited.result(json, NOW))
                        .retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({"-32002", "-32003"})
    void neverSendsARefusedTransactionElsewhere(int code) {
        assertThatThrownBy(() -> answer(200, error(code)).result(json, NOW)).isInstanceOf(RpcFailure.Preflight.class);
    }

    @Test
    void blamesTheCallForItsParameters() {
        assertThatThrownBy(() -> answer(200, error(-32602)).result(json, NOW)).isInstanceOf(RpcFailure.Refused.class);
    }

    @Test
    void tellsWhatBecameOfATransaction() {
        assertThat(sendOutcome("\"AlreadyProcessed\"")).isInstanceOf(SendOutcome.AlreadyProcessed.class);
        assertThat(sendOutcome("\"BlockhashNotFound\"")).isInstanceOf(SendOutcome.BlockhashUnknown.class);
        assertThat(sendOutcome("{\"InstructionError\":[2,{\"Custom\":0}]}"))
                .isEqualTo(new SendOutcome.Rejected("{\"InstructionError\":[2,{\"Custom\":0}]}", List.of("line")));
    }

    private SendOutcome sendOutcome(String err) {
        String body = "{\"error\":{\"code\":-32002,\"message\":\"m\",\"data\":{\"err\":%s,\"logs\":[\"line\"]}}}"
                .formatted(err);
        return RpcValues.sendOutcome(catchThrowableOfType(
                RpcFailure.Preflight.class, () -> answer(200, body).result(json, NOW)));
    }

    private static String error(int code) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":%d,\"message\":\"no\"}}".formatted(code);
    }

    private static RpcAnswer answer(int status, String body) {
        return new RpcAnswer(status, Optional.empty(), Buffer.buffer(body));
    }
}
