package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes one key after the other and revokes the one before it: changes that the gateway itself keeps. */
final class KeyChurn {

    private final Api owner;
    private final Instant start = Instant.now();
    private final AtomicReference<@Nullable String> last = new AtomicReference<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    /** Whose revocation was not acknowledged: it may have happened or not. */
    private final Set<String> undecided = ConcurrentHashMap.newKeySet();

    KeyChurn(Api owner) {
        this.owner = owner;
    }

    /** @return what the making of the key was answered */
    Answer next() {
        Answer made = owner.post("/v1/api-keys", "{\"name\":\"under load\",\"scopes\":[\"chat:read\"]}");
        if (made.status() == 201) {
            String before = last.getAndSet(made.text("id"));
            if (before != null) {
                revoke(before);
            }
        }
        return made;
    }

    private void revoke(String id) {
        Answer answer = owner.delete("/v1/api-keys/" + id);
        assertThat(answer.status()).as(answer.body()).isIn(204, 503, 504);
        (answer.status() == 204 ? revoked : undecided).add(id);
    }

    /** Whatever was acknowledged has happened, once and for all, and the audit trail tells of it. */
    void everythingAcknowledgedHappened(List<Answer> acknowledged) {
        List<String> made =
                acknowledged.stream().map(answer -> answer.text("id")).toList();
        assertThat(made).isNotEmpty();
        Set<String> standing = new TreeSet<>(made);
        standing.removeAll(revoked);
        standing.removeAll(undecided);
        assertThat(listed()).containsAll(standing).doesNotContainAnyElementsOf(revoked);
        assertThat(audited("key.created")).containsAll(made);
        assertThat(audited("key.revoked")).containsAll(revoked);
    }

    private Set<String> listed() {
        Set<String> ids = new TreeSet<>();
        String cursor = "";
        do {
            Answer page = owner.get("/v1/api-keys?limit=100" + cursor).expect(200);
            page.json().path("items").forEach(key -> ids.add(key.path("id").asText()));
            cursor = page.json().hasNonNull("nextCursor") ? "&cursor=" + page.text("nextCursor") : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private Set<String> audited(String type) {
        Set<String> ids = new TreeSet<>();
        owner.get("/v1/audit/export?format=json&type=" + type + "&from=" + start)
                .expect(200)
                .json()
                .forEach(entry -> ids.add(entry.at("/details/key").asText()));
        return ids;
    }
}
