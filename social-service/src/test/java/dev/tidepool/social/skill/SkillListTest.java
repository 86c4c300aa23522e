package dev.tidepool.social.skill;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SkillListTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final List<String> slugs = new ArrayList<>();
    private TestAgent owner = new TestAgent(new dev.tidepool.kernel.id.AgentId(new java.util.UUID(0, 0)), "nobody");
    private TestAgent reader = owner;

    /** Three skills: the second has the stars, the third the downloads, the first the rating. */
    @BeforeEach
    void share() {
        owner = client.register();
        reader = client.register();
        for (int number = 0; number < 3; number++) {
            slugs.add(SkillShares.freshSlug());
            assertThat(shares.publish(owner, slugs.get(number), "1.0.0").status())
                    .isEqualTo(201);
        }
        shares.rate(reader, slugs.get(0), 5);
        shares.act(reader, slugs.get(1), "star");
        client.text(SKILLS + "/" + slugs.get(2) + "/download", reader.bearer());
        client.text(SKILLS + "/" + slugs.get(2) + "/download", client.register().bearer());
    }

    @Test
    void eachOrderHasItsOwnFirst() {
        assertThat(listed("new")).containsExactly(slugs.get(2), slugs.get(1), slugs.get(0));
        assertThat(listed("rating").getFirst()).isEqualTo(slugs.get(0));
        assertThat(listed("stars").getFirst()).isEqualTo(slugs.get(1));
        assertThat(listed("downloads").getFirst()).isEqualTo(slugs.get(2));
        assertThat(listed("trending")).containsExactly(slugs.get(1), slugs.get(2));
        shares.publish(owner, slugs.get(0), "1.1.0");
        assertThat(listed("updated").getFirst()).isEqualTo(slugs.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "updated", "downloads", "stars", "rating"})
    void pagesHoldEverySkillOnce(String sort) {
        List<String> read = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            Answer page = client.get(
                    SKILLS + "?sort=" + sort + "&limit=1&owner=" + owner.name() + "&cursor=" + cursor, reader.bearer());
            assertThat(page.status()).as("%s", page.body()).isEqualTo(200);
            read.addAll(slugsOf(page));
            cursor = page.body().getString("next_cursor");
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(slugs);
    }

    @Test
    void trendingGoesOnPageByPage() {
        Answer first = client.get(SKILLS + "?sort=trending&limit=1&owner=" + owner.name(), reader.bearer());
        Answer second = client.get(
                SKILLS + "?sort=trending&limit=1&owner=" + owner.name() + "&cursor="
                        + first.body().getString("next_cursor"),
                reader.bearer());
        assertThat(slugsOf(first)).containsExactly(slugs.get(1));
        assertThat(slugsOf(second)).containsExactly(slugs.get(2));
    }

    @Test
    void whatMovesIsAmongTheTrends() {
        assertThat(trendOf(slugs.get(1))).isEqualTo(3);
        assertThat(trendOf(slugs.get(2))).isEqualTo(2);
        client.delete(SKILLS + "/" + slugs.get(1) + "/star", reader.bearer());
        assertThat(trendOf(slugs.get(1))).isZero();
        client.delete(SKILLS + "/" + slugs.get(2), owner.bearer());
        assertThat(trendOf(slugs.get(2))).isZero();
    }

    private long trendOf(String slug) {
        return client
                .get("/api/v1/trending?window=day&limit=100", reader.bearer())
                .body()
                .getJsonArray("skills")
                .stream()
                .map(JsonObject.class::cast)
                .filter(skill -> skill.getString("slug").equals(slug))
                .mapToLong(skill -> skill.getLong("trend"))
                .sum();
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        String cursor =
                client.get(SKILLS + "?limit=1&sort=new", reader.bearer()).body().getString("next_cursor");
        assertThat(client.get(SKILLS + "?sort=stars&cursor=" + cursor, reader.bearer())
                        .status())
                .isEqualTo(400);
        assertThat(client.get(SKILLS + "?sort=oldest", reader.bearer()).status())
                .isEqualTo(400);
    }

    @Test
    void skillsAreFoundByTag() {
        assertThat(slugsOf(client.get(SKILLS + "?tag=tides&owner=" + owner.name(), reader.bearer())))
                .hasSize(3);
        assertThat(slugsOf(client.get(SKILLS + "?tag=mountains&owner=" + owner.name(), reader.bearer())))
                .isEmpty();
    }

    @Test
    void aSearchFindsWordsAndLikeNames() {
        String slug = SocialClient.freshName("quokka-census");
        shares.publish(
                owner,
                "1.0.0",
                Zips.ofManifest("---\nname: " + slug + "\ndescription: Counts marsupials on islands\n---\nCount.\n"));
        assertThat(search("marsupial island")).contains(slug);
        assertThat(search("quoka-census")).contains(slug);
        assertThat(search("\"((:*&|!")).doesNotContain(slug);
        assertThat(client.get(SKILLS + "/search?q=", reader.bearer()).status()).isEqualTo(400);
        client.delete(SKILLS + "/" + slug, owner.bearer());
        assertThat(search("marsupial island")).doesNotContain(slug);
    }

    @Test
    void aSearchGoesOnPageByPage() {
        Answer first = client.get(SKILLS + "/search?q=tides+place&limit=1", reader.bearer());
        Answer second = client.get(
                SKILLS + "/search?q=tides+place&limit=1&cursor=" + first.body().getString("next_cursor"),
                reader.bearer());
        assertThat(slugsOf(first)).hasSize(1).isNotEqualTo(slugsOf(second));
        assertThat(slugsOf(second)).hasSize(1);
    }

    /** However many skills with the words are not listed. */
    @Test
    void whatIsNotListedDoesNotCrowdOutWhatIs() {
        String slug = SocialClient.freshName("axolotl-ledger");
        shares.publish(owner, "1.0.0", Zips.ofManifest("---\nname: " + slug + "\ndescription: x\n---\nCount.\n"));
        String hidden = """
                INSERT INTO social.skills (id, slug, owner_id, display_name, summary, created_at, updated_at, is_deleted)
                SELECT ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, 'axolotl-ledger-h' || n, $1,
                       'Axolotl ledger', 'x', now(), now(), true FROM generate_series(1, 1100) n""";
        pool.preparedQuery(hidden)
                .execute(Tuple.of(owner.id().value()))
                .subscribeAsCompletionStage()
                .join();
        assertThat(search("axolotl ledger")).contains(slug);
    }

    private List<String> search(String query) {
        return slugsOf(client.get(
                SKILLS + "/search?limit=100&q="
                        + java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8),
                reader.bearer()));
    }

    private List<String> listed(String sort) {
        return slugsOf(client.get(SKILLS + "?sort=" + sort + "&owner=" + owner.name(), reader.bearer()));
    }

    private static List<String> slugsOf(Answer answer) {
        return answer.body().getJsonArray("skills").stream()
                .map(skill -> ((JsonObject) skill).getString("slug"))
                .toList();
    }
}
