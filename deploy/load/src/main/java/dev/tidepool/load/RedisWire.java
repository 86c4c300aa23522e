package dev.tidepool.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Speaks to Redis without a client library, for commands that answer with a line. */
final class RedisWire implements AutoCloseable {
    private static final int TOGETHER = 200;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /** @param address {@code redis://:password@host:port} */
    RedisWire(String address) throws IOException {
        URI uri = URI.create(address);
        this.socket = new Socket(uri.getHost(), uri.getPort());
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.in = new BufferedInputStream(socket.getInputStream());
        ask(List.<String[]>of(new String[] {"AUTH", uri.getUserInfo().substring(1)}));
    }

    /** The lines that answer these, in their order. */
    List<String> ask(List<String[]> commands) throws IOException {
        List<String> answers = new ArrayList<>();
        for (int from = 0; from < commands.size(); from += TOGETHER) {
            List<String[]> some = commands.subList(from, Math.min(from + TOGETHER, commands.size()));
            for (String[] command : some) {
                write(command);
            }
            out.flush();
            for (int answer = 0; answer < some.size(); answer++) {
                answers.add(line());
            }
        }
        return answers;
    }

    private void write(String[] command) throws IOException {
        StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            text.append('$').append(part.length()).append("\r\n").append(part).append("\r\n");
        }
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("Redis closed the connection");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        if (line.charAt(0) == '-') {
            throw new IOException("Redis answered " + line);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
