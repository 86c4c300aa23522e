package dev.tidepool.staking.solana;

import java.util.Comparator;

/**
 * The order of accounts that wallets and client libraries use: by role, then by base58 text as English collation sorts
 * it. The chain takes any order within a role; this one makes our bytes equal to theirs.
 *
 * <p>Collation: digits before letters; letters without regard to case; where all else is equal, the first differing
 * letter decides, lower case first.
 */
enum AccountOrder implements Comparator<AccountMeta> {
    COLLATED;

    @Override
    public int compare(AccountMeta left, AccountMeta right) {
        int byRole = Integer.compare(role(left), role(right));
        return byRole != 0 ? byRole : collate(left.key().toString(), right.key().toString());
    }

    private static int role(AccountMeta account) {
        return (account.signer() ? 0 : 2) + (account.writable() ? 0 : 1);
    }

    static int collate(String left, String right) {
        int byCase = 0;
        for (int index = 0; index < Math.min(left.length(), right.length()); index++) {
            char leftCharacter = left.charAt(index);
            char rightCharacter = right.charAt(index);
            int byLetter = Integer.compare(lower(leftCharacter), lower(rightCharacter));
            if (byLetter != 0) {
                return byLetter;
            }
            if (byCase == 0) {
                byCase = Integer.compare(rightCharacter, leftCharacter);
            }
        }
        int byLength = Integer.compare(left.length(), right.length());
        return byLength != 0 ? byLength : byCase;
    }

    private static int lower(char character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }
}
