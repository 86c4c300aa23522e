package dev.tidepool.load;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table, in the binary form of {@code COPY}: the server has no text to read. */
final class CopyRows implements AutoCloseable {
    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int BUFFER = 1 << 16;

    /** No row is larger. */
    private static final int ROOM = 1 << 14;

    /** Microseconds from 1970 to 2000, where PostgreSQL begins. */
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private final CopyIn copy;
    private final int columns;
    private final byte[] buffer = new byte[BUFFER];
    private int at;

    /** @param columns in the order in which each row gives them, separated by commas */
    CopyRows(Connection connection, String table, String columns) throws SQLException {
        this.columns = columns.split(",", -1).length;
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY %s (%s) FROM STDIN WITH (FORMAT binary)".formatted(table, columns));
        bytes(HEADER, HEADER.length);
    }

    CopyRows row() throws SQLException {
        if (at > BUFFER - ROOM) {
            flush();
        }
        return int2(columns);
    }

    CopyRows uuid(long high, long low) {
        int4(16);
        int8(high);
        return int8(low);
    }

    CopyRows number(int value) {
        int4(4);
        return int4(value);
    }

    CopyRows small(int value) {
        int4(2);
        return int2(value);
    }

    CopyRows real(double value) {
        int4(8);
        return int8(Double.doubleToRawLongBits(value));
    }

    CopyRows truth(boolean value) {
        int4(1);
        buffer[at++] = (byte) (value ? 1 : 0);
        return this;
    }

    CopyRows time(long micros) {
        int4(8);
        return int8(micros - EPOCH_2000);
    }

    CopyRows nothing() {
        return int4(-1);
    }

    CopyRows text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        return field(encoded, encoded.length);
    }

    CopyRows field(byte[] value, int length) {
        int4(length);
        return bytes(value, length);
    }

    private CopyRows bytes(byte[] value, int length) {
        System.arraycopy(value, 0, buffer, at, length);
        at += length;
        return this;
    }

    private CopyRows int8(long value) {
        int4((int) (value >>> 32));
        return int4((int) value);
    }

    private CopyRows int4(int value) {
        int2(value >>> 16);
        return int2(value);
    }

    private CopyRows int2(int value) {
        buffer[at++] = (byte) (value >>> 8);
        buffer[at++] = (byte) value;
        return this;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, at);
        at = 0;
    }

    /** The table has the rows only after this. */
    @Override
    public void close() throws SQLException {
        int2(-1);
        flush();
        copy.endCopy();
    }
}
