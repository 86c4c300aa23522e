package dev.tidepool.session.chat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider that takes every request and says nothing. What it knows of one is a system property, {@link #fate} of the request's
 * member {@code user}: {@code asked}, then {@code closed} when its connection was found closed.
 */
public final class MuteProvider implements QuarkusTestResourceLifecycleManager {

    private static final Pattern USER = Pattern.compile("\"user\":\"([^\"]+)\"");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;

    /** The framework loads a test's classes twice: fields are not shared, properties are. */
    public static String fate(String user) {
        return System.getProperty(key(user), "unknown");
    }

    private static String key(String user) {
        return "tidepool.test.mute." + user;
    }

    @Override
    public Map<String, String> start() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
        return Map.of("TIDEPOOL_MODEL_BASE_URL", "http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> listen(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void listen(Socket client) {
        StringBuilder heard = new StringBuilder();
        byte[] part = new byte[8192];
        try (client) {
            for (int size = client.getInputStream().read(part);
                    size >= 0;
                    size = client.getInputStream().read(part)) {
                heard.append(new String(part, 0, size, StandardCharsets.ISO_8859_1));
                note(heard, "asked");
            }
        } catch (IOException reset) {
            // Closed too.
        }
        note(heard, "closed");
    }

    private static void note(CharSequence heard, String fate) {
        Matcher user = USER.matcher(heard);
        if (user.find()) {
            System.setProperty(key(user.group(1)), fate);
        }
    }
}
