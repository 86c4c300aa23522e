package dev.tidepool.local.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first words with a Redis, in its own protocol: the credentials, if the address has any, and a ping. */
final class RedisLogin {
    private static final int PATIENCE_MILLIS = 5000;

    private final List<List<String>> commands = new ArrayList<>();

    RedisLogin(String url) {
        String credentials =
                Optional.ofNullable(URI.create(url).getRawUserInfo()).orElse("");
        String[] parts = credentials.split(":", 2);
        if (parts.length == 2) {
            String user = decode(parts[0]);
            String password = decode(parts[1]);
            commands.add(user.isEmpty() ? List.of("AUTH", password) : List.of("AUTH", user, password));
        }
        commands.add(List.of("PING"));
    }

    /** Why the server refuses, in its words; empty when it answers. */
    Optional<String> refusal(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (List<String> command : commands) {
                socket.getOutputStream().write(encoded(command));
                String answer = Optional.ofNullable(answers.readLine()).orElse("-it hung up");
                if (!answer.startsWith("+")) {
                    return Optional.of(answer.substring(1));
                }
            }
            return Optional.empty();
        }
    }

    private static byte[] encoded(List<String> words) {
        StringBuilder text = new StringBuilder("*" + words.size() + "\r\n");
        for (String word : words) {
            text.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
