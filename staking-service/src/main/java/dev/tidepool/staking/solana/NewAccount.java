package dev.tidepool.staking.solana;

import java.util.List;
import java.util.Optional;

/**
 * An account that a transaction makes.
 *
 * <p>Transfer then allocate, in place of the one instruction that creates: that one fails when somebody has sent
 * lamports to the address beforehand, and anybody can.
 */
public sealed interface NewAccount {

    PublicKey address();

    /** The seed from which the address is derived, where it is. */
    Optional<String> seed();

    /** Gives it its lamports, its space and its owning program. */
    List<Instruction> instructions(PublicKey funder, Lamports lamports, long space, PublicKey program);

    /**
     * At an address that no key belongs to; the base signs.
     *
     * @param text at most 32 bytes, unique for its base
     */
    record Derived(PublicKey base, String text, PublicKey address) implements NewAccount {

        public static Derived of(PublicKey base, String seed, PublicKey program) {
            return new Derived(base, seed, PublicKey.createWithSeed(base, seed, program));
        }

        @Override
        public Optional<String> seed() {
            return Optional.of(text);
        }

        @Override
        public List<Instruction> instructions(PublicKey funder, Lamports lamports, long space, PublicKey program) {
            return List.of(
                    SystemProgram.transfer(funder, address, lamports),
                    SystemProgram.allocateWithSeed(address, base, text, space, program));
        }
    }

    /** At the address of a key, which signs. */
    record Keyed(PublicKey address) implements NewAccount {

        @Override
        public Optional<String> seed() {
            return Optional.empty();
        }

        @Override
        public List<Instruction> instructions(PublicKey funder, Lamports lamports, long space, PublicKey program) {
            return List.of(
                    SystemProgram.transfer(funder, address, lamports),
                    SystemProgram.allocate(address, space),
                    SystemProgram.assign(address, program));
        }
    }
}
