package dev.tidepool.staking.solana;

/** The two powers over a stake account, with the number by which the program knows each. */
public enum StakeAuthority {
    STAKER(0),
    WITHDRAWER(1);

    private final int number;

    StakeAuthority(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static StakeAuthority of(long number) {
        for (StakeAuthority authority : values()) {
            if (authority.number == number) {
                return authority;
            }
        }
        throw new MalformedBytesException("no stake authority: " + number);
    }
}
