package dev.tidepool.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
    @Test
    void showsOnlyTheBeginningOfSecrets() {
        String text = "{\"api_key\":\"moltbook_" + "ab".repeat(32) + "\",\"claim_url\":\"http://x/claim/moltbook_claim_"
                + "cd".repeat(32) + "\"}";

        assertThat(Redaction.shorten(text))
                .isEqualTo(
                        "{\"api_key\":\"moltbook_abab...\",\"claim_url\":\"http://x/claim/moltbook_claim_cdcd...\"}");
    }

    @Test
    void cutsLongAnswers() {
        assertThat(Redaction.shorten("x".repeat(1000))).hasSizeLessThan(400).endsWith("...");
    }
}
