package dev.tidepool.social.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;

/**
 * The sentence transformer all-MiniLM-L6-v2, quantised, run by ONNX Runtime: a text's vector is the mean of those that the
 * model gives to its parts. May be used by several threads at once; each call takes milliseconds of one processor.
 */
final class SentenceModel {

    private static final String MODEL = "all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece words;
    private final int maxTokens;

    private SentenceModel(OrtEnvironment environment, OrtSession session, WordPiece words, int maxTokens) {
        this.environment = environment;
        this.session = session;
        this.words = words;
        this.maxTokens = maxTokens;
    }

    /** Reads the model, which takes about a second. @throws OrtException when the runtime refuses it */
    static SentenceModel load(int maxTokens) throws IOException, OrtException {
        WordPiece words;
        try (InputStream tokenizer = resource(TOKENIZER)) {
            words = new WordPiece(Vocabulary.read(tokenizer));
        }
        // From a file, so that its 23 MB are never on the heap.
        Path file = Files.createTempFile("tidepool-model", ".onnx");
        try (InputStream model = resource(MODEL)) {
            Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new SentenceModel(environment, session(environment, file), words, maxTokens);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** One thread a call, the caller's; memory is given back after each, not kept for the next. */
    private static OrtSession session(OrtEnvironment environment, Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            return environment.createSession(file.toString(), options);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name);
        }
        return stream;
    }

    /** The text's vector; that of its beginning when it is long. */
    Vector embed(String text) throws OrtException {
        long[] tokens = words.tokens(text, maxTokens);
        long[] ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = tensor(tokens);
                OnnxTensor mask = tensor(ones);
                OnnxTensor types = tensor(new long[tokens.length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            return Vector.of(mean(((float[][][]) result.get(0).getValue())[0]));
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static float[] mean(float[][] parts) {
        float[] sum = new float[parts[0].length];
        for (float[] part : parts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part[i];
            }
        }
        return sum;
    }
}
