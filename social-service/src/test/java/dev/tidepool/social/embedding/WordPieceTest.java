package dev.tidepool.social.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the model's own vocabulary; the numbers are those of BERT's uncased tokenizer. */
class WordPieceTest {

    private static WordPiece words;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream description = WordPieceTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            words = new WordPiece(Vocabulary.read(description));
        }
    }

    @Test
    void wordsAndPunctuationStandAlone() {
        assertThat(words.tokens("Hello, world!", 128)).containsExactly(101, 7592, 1010, 2088, 999, 102);
        assertThat(words.tokens("", 128)).containsExactly(101, 102);
    }

    @Test
    void aRareWordIsCutIntoTheLongestKnownParts() {
        assertThat(words.tokens("unaffable", 128)).containsExactly(101, 14477, 20961, 3468, 102);
    }

    @Test
    void capitalsAccentsAndInvisibleCharactersDoNotCount() {
        assertThat(words.tokens("H\u00C9LLO\u200B\u0000  \t World", 128)).isEqualTo(words.tokens("hello world", 128));
    }

    @Test
    void eachChineseCharacterIsAWord() {
        assertThat(words.tokens("\u4E2D\u56FD", 128)).isEqualTo(words.tokens("\u4E2D \u56FD", 128));
        assertThat(words.tokens("\u4E2D\u56FD", 128)).hasSize(4);
    }

    @Test
    void whatHasNoKnownPartIsOneUnknown() {
        assertThat(words.tokens("\uD83E\uDD80", 128)).containsExactly(101, 100, 102);
        assertThat(words.tokens("x".repeat(101), 128)).containsExactly(101, 100, 102);
    }

    @Test
    void aLongTextIsCut() {
        assertThat(words.tokens("tide ".repeat(1000), 16)).hasSize(16).endsWith(102);
        assertThat(words.tokens("tide ".repeat(14), 16)).hasSize(16);
        assertThat(words.tokens("unaffable ".repeat(10), 4)).hasSize(4).endsWith(102);
    }

    @Test
    void aVocabularyMustBeWhole() {
        assertThatThrownBy(() -> new WordPiece(Map.of("[UNK]", 1))).hasMessageContaining("[CLS]");
        assertThatThrownBy(() -> Vocabulary.read(new ByteArrayInputStream(new byte[] {'{', '}'})))
                .hasMessageContaining("vocab");
    }
}
