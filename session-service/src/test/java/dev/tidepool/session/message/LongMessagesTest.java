package dev.tidepool.session.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of messages end where they weigh more than 1 MB. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class LongMessagesTest {

    private final Api api = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void sayMuch() {
        session = api.createSession();
        Database.sayMuch(api.organization(), session, 1, 12);
    }

    @ParameterizedTest
    @CsvSource({
        "asc, 100, 5 5 2",
        "desc, 100, 5 5 2",
        "asc, 5, 5 5 2",
        "desc, 4, 4 4 4",
        "asc, 1, 1 1 1 1 1 1 1 1 1 1 1 1"
    })
    void aListIsReadInPagesWithoutAGap(String order, int limit, String sizes) {
        List<Integer> read = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonPath page = page(order, limit, cursor);
            List<Integer> sequences = page.getList("items.sequence");
            pages.add(Integer.toString(sequences.size()));
            read.addAll(sequences);
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertThat(String.join(" ", pages)).isEqualTo(sizes);
        List<Integer> all = IntStream.rangeClosed(1, 12).boxed().toList();
        assertThat(read).isEqualTo(order.equals("asc") ? all : all.reversed());
    }

    @Test
    void aSessionBringsTheNewestAlong() {
        api.request()
                .get("/v1/sessions/{id}?include=messages", session)
                .then()
                .statusCode(200)
                .body("messages.sequence", contains(8, 9, 10, 11, 12));
    }

    @Test
    void anExportHasThemAll() {
        List<String> lines = api.request()
                .get("/v1/sessions/{id}/export", session)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(lines.stream().map(line -> new JsonObject(line).getInteger("sequence")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
    }

    private JsonPath page(String order, int limit, @Nullable String cursor) {
        String from = cursor == null ? "" : "&cursor=" + cursor;
        return api.request()
                .get("/v1/sessions/{id}/messages?order=" + order + "&limit=" + limit + from, session)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
