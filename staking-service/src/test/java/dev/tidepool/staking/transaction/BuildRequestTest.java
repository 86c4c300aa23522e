package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.test.Wallet;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The fields that are described, against those that are read. */
class BuildRequestTest {

    private static final String KEY = Wallet.create().address().toString();

    @Test
    void describesTheFieldsThatAreRead() {
        Set<String> read = new TreeSet<>();
        for (OrderKind kind : OrderKind.values()) {
            read.addAll(fieldsOf(kind));
        }

        Set<String> described = Arrays.stream(BuildRequest.class.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        assertThat(described).isEqualTo(read);
    }

    @Test
    void refusesAnAmountWhereNoneIsTaken() {
        Map<String, Object> body = body();
        body.keySet().retainAll(Set.of("owner", "stakeAccount", "lamports"));

        Problem refused = catchThrowableOfType(Problem.class, () -> OrderRequest.read(OrderKind.DEACTIVATE, body));

        assertThat(refused.members()).containsEntry("field", "lamports");
        assertThat(refused.detail()).startsWith("lamports is no field of deactivate, which takes");
    }

    @Test
    void namesTheFieldThatIsMissing() {
        for (OrderKind kind : OrderKind.values()) {
            Problem refused = catchThrowableOfType(Problem.class, () -> OrderRequest.read(kind, Map.of()));

            assertThat(refused.code().name()).isEqualTo("INVALID_FIELD");
            assertThat(refused.detail())
                    .contains(
                            String.valueOf(refused.members().get("field")),
                            kind == OrderKind.BATCH ? "must be" : "is required");
        }
    }

    @Test
    void readsEqualBodiesAsEqualRequestsOnly() {
        Map<String, Object> body = body();
        body.keySet().retainAll(Set.of("owner", "stakeAccount"));
        String one = OrderRequest.read(OrderKind.DEACTIVATE, body).toString();

        assertThat(OrderRequest.read(OrderKind.DEACTIVATE, Map.copyOf(body)).toString())
                .isEqualTo(one);
        body.put("memo", "other");
        assertThat(OrderRequest.read(OrderKind.DEACTIVATE, body).toString()).isNotEqualTo(one);
    }

    /** As the refusal of a field that none has lists them. */
    private static List<String> fieldsOf(OrderKind kind) {
        Map<String, Object> body = body();
        body.put("!", "no field of any");
        Problem refused = catchThrowableOfType(Problem.class, () -> OrderRequest.read(kind, body));
        String listed = refused.detail().substring(refused.detail().indexOf("takes ") + 6);
        return List.of(listed.substring(0, listed.length() - 1).split(", "));
    }

    private static Map<String, Object> body() {
        Map<String, Object> body = new HashMap<>();
        for (String name : List.of(
                "owner",
                "stakeAccount",
                "validator",
                "destination",
                "source",
                "newAuthority",
                "account",
                "newCustodian")) {
            body.put(name, KEY);
        }
        body.put("lamports", "5");
        body.put("poolTokens", "5");
        body.put("power", "withdrawer");
        body.put("operations", List.of(Map.of("kind", "deactivate", "owner", KEY, "stakeAccount", KEY)));
        return body;
    }
}
