package dev.tidepool.staking.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import io.restassured.path.json.JsonPath;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a transaction moves between all the accounts that it names, in lamports. */
public final class Movements {

    private final Steps steps;
    private final LocalChain chain;

    public Movements(Steps steps, LocalChain chain) {
        this.steps = steps;
        this.chain = chain;
    }

    /** Signs and lands it; these accounts must then hold so much more or less, its payer its fee less, and all others the same. */
    public void land(JsonPath built, Map<PublicKey, Long> expected, Wallet... signers) {
        Transaction transaction = Transaction.decode(Base64.getDecoder().decode(built.getString("transaction")));
        List<PublicKey> accounts = transaction.message().accounts();
        assertThat(accounts).containsAll(expected.keySet());
        Map<PublicKey, Long> wanted = balances(accounts);
        expected.forEach((account, lamports) -> wanted.merge(account, lamports, Long::sum));
        wanted.merge(transaction.message().feePayer(), -Steps.fee(built), Long::sum);

        steps.land(built, signers);

        assertThat(balances(accounts)).isEqualTo(wanted);
    }

    private Map<PublicKey, Long> balances(List<PublicKey> accounts) {
        Map<PublicKey, Long> balances = new HashMap<>();
        accounts.forEach(account -> balances.put(account, chain.balance(account)));
        return balances;
    }
}
