package dev.tidepool.staking.solana;

/** The two message formats in use: without a version byte, and version 0. */
public enum MessageVersion {
    LEGACY("legacy"),
    V0("0");

    private final String label;

    MessageVersion(String label) {
        this.label = label;
    }

    /** {@code legacy} or {@code 0}. */
    public String label() {
        return label;
    }

    /**
     * Reads {@code legacy} or {@code 0}.
     *
     * @throws IllegalArgumentException when the label is neither
     */
    public static MessageVersion ofLabel(String label) {
        for (MessageVersion version : values()) {
            if (version.label.equals(label)) {
                return version;
            }
        }
        throw new IllegalArgumentException("version is \"legacy\" or \"0\"");
    }
}
