package dev.tidepool.gateway.apikey;

/** A key and, this once, its text. */
record IssuedKey(ApiKey key, String text) {

    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}
