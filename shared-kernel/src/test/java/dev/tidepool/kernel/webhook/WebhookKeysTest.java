package dev.tidepool.kernel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.seal.Sealed;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookKeysTest {

    @TempDir
    Path directory;

    @Test
    void opensWhatWasSealedForTheSameAndNothingElse() {
        WebhookKeys keys = WebhookKeys.read(Optional.of(directory));
        WebhookSecret secret = keys.newSecret();
        Sealed sealed = keys.seal(secret, "webhook 1").orElseThrow();

        assertThat(secret.value()).startsWith(WebhookSecret.PREFIX).hasSize(70);
        assertThat(keys.newSecret()).isNotEqualTo(secret);
        assertThat(secret).hasToString("WebhookSecret[]");
        assertThat(WebhookKeys.read(Optional.of(directory)).open(sealed, "webhook 1"))
                .contains(secret);
        assertThat(keys.open(sealed, "webhook 2")).isEmpty();
        assertThat(keys.size()).isOne();
        assertThat(keys.isOutdated(sealed)).isFalse();
    }

    @Test
    void withoutKeysNothingIsSealedOrOpened() {
        WebhookKeys keys = WebhookKeys.read(Optional.of(directory));
        Sealed sealed = keys.seal(keys.newSecret(), "webhook 1").orElseThrow();

        assertThat(WebhookKeys.none().seal(keys.newSecret(), "webhook 1")).isEmpty();
        assertThat(WebhookKeys.none().open(sealed, "webhook 1")).isEmpty();
        assertThat(WebhookKeys.none().hasKeyOf(sealed)).isFalse();
        assertThat(keys.hasKeyOf(sealed)).isTrue();
    }
}
