package dev.tidepool.social.owner;

import dev.tidepool.kernel.digest.Sha256;

/** What an owner gets a new key with: {@code moltbook_owner_} and 64 hexadecimal digits. Only its hash is stored. */
record OwnerToken(String text) {

    String hash() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "OwnerToken";
    }
}
