package dev.tidepool.local.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Publishes events as the services do, on the suite's Redis, as large and as many as a test needs. */
final class RoomChannel implements AutoCloseable {

    private final Socket redis;
    private final BufferedReader answers;
    private final String organization;

    /** @param url as in {@code TIDEPOOL_REDIS_URL} */
    RoomChannel(String url, String organization) throws IOException {
        URI address = URI.create(url);
        this.redis = new Socket(address.getHost(), address.getPort());
        redis.setSoTimeout(10_000);
        this.answers = new BufferedReader(new InputStreamReader(redis.getInputStream(), StandardCharsets.UTF_8));
        this.organization = organization;
        command("AUTH", address.getUserInfo().substring(address.getUserInfo().indexOf(':') + 1));
    }

    /** @param text whatever makes the event as long as wanted; letters only */
    void publish(String room, String text) {
        command(
                "PUBLISH",
                "tidepool:events:test",
                ("{\"id\":\"%s\",\"type\":\"thing:happened\",\"organization\":\"%s\",\"time\":\"2026-01-01T00:00:00Z\","
                                + "\"rooms\":[\"%s\"],\"data\":{\"text\":\"%s\"}}")
                        .formatted(UUID.randomUUID(), organization, room, text));
    }

    private void command(String... words) {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append("$" + word.length() + "\r\n" + word + "\r\n");
        }
        try {
            redis.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            String answer = answers.readLine();
            if (answer == null || answer.startsWith("-")) {
                throw new AssertionError(words[0] + " was answered " + answer);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        redis.close();
    }
}
