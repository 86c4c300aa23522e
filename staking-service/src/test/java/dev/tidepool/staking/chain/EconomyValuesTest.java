package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.SystemProgram;
import dev.tidepool.staking.solana.VoteState.EpochCredits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers in the words of a node. */
class EconomyValuesTest {

    private static final String ONE = "11111111111111111111111111111111";

    @Test
    void readsVoteAccountsWithWhatTheyDid() throws JsonProcessingException {
        String account = """
                {"votePubkey":"%s","nodePubkey":"%s","commission":7,"activatedStake":18446744073709551615,"lastVote":99,
                 "rootSlot":60,"epochVoteAccount":true,"epochCredits":[[5,70,30],[6,90,70]]}""".formatted(ONE, ONE);

        List<VoteStanding> standings =
                EconomyValues.standings(json("{\"current\":[%s],\"delinquent\":[%s]}".formatted(account, account)));

        assertThat(standings)
                .extracting(standing -> standing.account().delinquent())
                .containsExactly(false, true);
        VoteStanding first = standings.getFirst();
        assertThat(first.account().activated()).isEqualTo(Lamports.MAX);
        assertThat(first.lastVote()).isEqualTo(99);
        assertThat(first.credits()).containsExactly(new EpochCredits(5, 70, 30), new EpochCredits(6, 90, 70));
        assertThat(first.credits().getFirst().earned()).isEqualTo(40);
    }

    @Test
    void leavesOutAccountsThatWerePaidNothing() throws JsonProcessingException {
        List<PublicKey> accounts = List.of(SystemProgram.ID, StakeProgram.ID);

        Map<PublicKey, Reward> rewards = EconomyValues.rewards(
                accounts,
                json("[null,{\"epoch\":5,\"effectiveSlot\":432,\"amount\":12,\"postBalance\":18446744073709551615}]"));

        assertThat(rewards)
                .isEqualTo(
                        Map.of(StakeProgram.ID, new Reward(5, 432, Lamports.of(12), Lamports.MAX, Optional.empty())));
        assertThat(EconomyValues.rewards(
                                List.of(SystemProgram.ID),
                                json(
                                        "[{\"epoch\":5,\"effectiveSlot\":1,\"amount\":1,\"postBalance\":1,\"commission\":0}]"))
                        .get(SystemProgram.ID))
                .extracting(Reward::commissionPercent)
                .isEqualTo(Optional.of(0));
    }

    @Test
    void sortsPrices() throws JsonProcessingException {
        assertThat(EconomyValues.prices(
                        json("[{\"slot\":1,\"prioritizationFee\":9},{\"slot\":2,\"prioritizationFee\":0}]")))
                .containsExactly(Lamports.ZERO, Lamports.of(9));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
