package dev.tidepool.staking.solana;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text in a transaction, for people. The data is its UTF-8, as it is. */
public final class MemoProgram {

    public static final PublicKey ID = PublicKey.parse("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

    private MemoProgram() {}

    public static Instruction memo(String text) {
        return new Instruction(ID, List.of(), Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
