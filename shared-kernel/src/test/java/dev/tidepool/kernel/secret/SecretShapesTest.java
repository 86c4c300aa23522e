package dev.tidepool.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretShapesTest {

    @ParameterizedTest
    @CsvSource({
        "-----BEGIN EC PRIVATE KEY-----, a private key",
        "AKIAABCDEFGHIJKLMNOP, an access key of AWS",
        "ghp_aaaaaaaaaabbbbbbbbbbccccccccccdd, a token of GitHub",
        "xoxb-aaaaaaaaaabbbbbbbbbb, a token of Slack",
        "sk-aaaaaaaaaabbbbbbbbbbcccccccccc, a key of a model's provider",
        "moltbook_claim_0123456789abcdef0123456789abcdef, an agent's key"
    })
    void knowsWhatSecretsLookLike(String line, String detail) {
        assertThat(SecretShapes.in("see " + line + " there")).containsExactly(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "my password is long", "moltbook_register", "the public key", "password = \"\""})
    void seesNoneInOrdinaryWords(String line) {
        assertThat(SecretShapes.in(line)).isEmpty();
    }
}
