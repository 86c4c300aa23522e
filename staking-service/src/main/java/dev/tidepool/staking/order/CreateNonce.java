package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.NewAccount;
import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.SystemProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A new nonce account, by which transactions live until they are sent, however long that takes.
 *
 * @param owner pays its rent
 * @param account whose key signs; derived from the owner where there is none
 */
public record CreateNonce(PublicKey owner, PublicKey authority, Optional<PublicKey> account) implements Order {

    private static final int UNITS = 1_000;

    static CreateNonce read(Fields fields) {
        PublicKey owner = fields.wallet("owner");
        return new CreateNonce(
                owner, fields.optionalWallet("authority").orElse(owner), fields.optionalWallet("account"));
    }

    @Override
    public PublicKey principal() {
        return owner;
    }

    @Override
    public List<PublicKey> reads() {
        return account.stream().toList();
    }

    @Override
    public boolean isOfWalletsAlone() {
        return account.isEmpty();
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        account.ifPresent(key -> facts.requireFree("account", key));
        Lamports rent = facts.rents().nonce();
        NewAccount made = account.<NewAccount>map(NewAccount.Keyed::new)
                .orElseGet(() -> NewAccount.Derived.of(owner, seeds.get(), SystemProgram.ID));
        List<Instruction> instructions =
                new ArrayList<>(made.instructions(owner, rent, NonceAccount.SPACE, SystemProgram.ID));
        instructions.add(SystemProgram.initializeNonce(made.address(), authority));
        return Draft.of(Target.of(made), UNITS, instructions)
                .giving("owner", owner, rent)
                .renting(rent);
    }
}
