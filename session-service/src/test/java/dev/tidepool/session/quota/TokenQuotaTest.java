package dev.tidepool.session.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.tenant.TenantDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class TokenQuotaTest {

    @Inject
    TokenQuota quota;

    @Inject
    TenantDatabase database;

    private final Caller.Member member = new Caller.Member(
            "key:test",
            new OrganizationId(UUID.randomUUID()),
            Tier.OPEN_SOURCE,
            Set.of(Role.OWNER),
            Set.of("chat:write"));

    @Test
    void whatWasRolledBackIsNotCounted() {
        assertThatThrownBy(() -> database.inTransaction(
                                member.organization(),
                                transaction -> quota.count(transaction, member, 5)
                                        .chain(() ->
                                                Uni.createFrom().<Void>failure(new IllegalStateException("undone"))))
                        .await()
                        .indefinitely())
                .hasMessage("undone");
        assertThat(used()).isZero();
    }

    @Test
    void whatWasCommittedIsKnownAtOnce() {
        assertThat(used()).isZero();
        database.inTransaction(member.organization(), transaction -> quota.count(transaction, member, 5))
                .invoke(quota::committed)
                .await()
                .indefinitely();
        assertThat(used()).isEqualTo(5);
    }

    private long used() {
        return quota.budget(member).map(TokenQuota.Budget::used).await().indefinitely();
    }
}
