package dev.tidepool.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A question about readiness that needs no credentials, so that {@code status} can ask it too. */
public sealed interface Probe {
    /** Whether the server is ready now. */
    boolean isReady();

    /** A probe from its text form, as {@link #toText()} wrote it. */
    static Probe parse(String text) {
        URI uri = URI.create(text);
        return uri.getScheme().equals("tcp") ? new Accepts(uri.getHost(), uri.getPort()) : new Answers(uri);
    }

    /** The probe as an URL: http://... or tcp://host:port. */
    String toText();

    /** Ready when a GET is answered with 200. */
    record Answers(URI uri) implements Probe {
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        @Override
        public boolean isReady() {
            try {
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(5))
                        .build();
                return CLIENT.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public String toText() {
            return uri.toString();
        }
    }

    /** Ready when the port accepts a connection. */
    record Accepts(String host, int port) implements Probe {
        @Override
        public boolean isReady() {
            return Ports.accepts(host, port);
        }

        @Override
        public String toText() {
            return "tcp://" + host + ":" + port;
        }
    }
}
