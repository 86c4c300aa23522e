package dev.tidepool.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.Console;
import dev.tidepool.local.process.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A real stake: built by the service, signed here, submitted and followed until the cluster confirms it. */
record StakeTour(Gateway gateway, String solanaUrl, Console console) implements Step {
    private static final long AIRDROP_LAMPORTS = 10_000_000_000L;
    private static final String STAKE_LAMPORTS = "2000000000";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<String> SETTLED = Set.of("confirmed", "finalized", "failed", "expired");

    @Override
    public String title() {
        return "A stake is built, signed and confirmed";
    }

    @Override
    public Outcome run() {
        if (solanaUrl.isEmpty()) {
            return new Outcome.Skipped("chain not configured (install Node 20 or newer, then ./tidepool down and up)");
        }
        Wallet wallet = Wallet.create();
        Optional<String> refused =
                new Faucet(gateway.http(), URI.create(solanaUrl)).fund(wallet.address(), AIRDROP_LAMPORTS);
        if (refused.isPresent()) {
            return new Outcome.Skipped("the cluster gives no test money away (" + refused.get() + ")");
        }
        console.line("   faucet -> 10 SOL for " + wallet.address());
        return stake(wallet);
    }

    private Outcome stake(Wallet wallet) {
        String vote = Json.text(gateway.get("/v1/staking/validators", 200), "/validators/0/voteAccount");
        JsonNode built = gateway.post(
                "/v1/staking/transactions/create-and-delegate",
                Json.object()
                        .put("owner", wallet.address())
                        .put("feePayer", wallet.address())
                        .put("validator", vote)
                        .put("lamports", STAKE_LAMPORTS),
                201);
        String signed = wallet.sign(Json.text(built, "/transaction"));
        console.line("   signed here, with a key that no service has seen");
        JsonNode submitted =
                gateway.post("/v1/staking/transactions/submit", Json.object().put("transaction", signed), 202);
        JsonNode settled = await(Json.text(built, "/id"));
        String state = Json.text(settled, "/state");
        console.line("   state " + state + ", signature " + Json.text(submitted, "/signature"));
        if (!state.equals("confirmed") && !state.equals("finalized")) {
            throw new DemoFailure("the transaction ended as " + state + " "
                    + settled.path("error").asText());
        }
        return new Outcome.Done("2 SOL delegated to " + vote + " from " + Json.text(built, "/stakeAccount/address"));
    }

    private JsonNode await(String id) {
        String path = "/v1/staking/transactions/" + id;
        boolean settled = Waiting.until(() -> SETTLED.contains(Json.text(gateway.look(path), "/state")), LIMIT, PAUSE);
        JsonNode now = gateway.get(path, 200);
        if (!settled) {
            throw new DemoFailure("the transaction was not confirmed within " + LIMIT.toSeconds() + " s");
        }
        return now;
    }
}
