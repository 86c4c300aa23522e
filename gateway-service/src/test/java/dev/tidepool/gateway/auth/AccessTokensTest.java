package dev.tidepool.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.standing.LoginSessionId;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerClaims;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokensTest {

    private static final Caller.Member MEMBER = new Caller.Member(
            "account:1", new OrganizationId(UUID.randomUUID()), Tier.TEAMS, Set.of(Role.MEMBER), Set.of());

    @TempDir
    Path directory;

    private SigningKeys keys;
    private AccessTokens tokens;

    @BeforeEach
    void makeKeys() {
        AuthConfig config = new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withDefaultValue("tidepool.auth.signing-keys-directory", directory.toString())
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .build()
                .getConfigMapping(AuthConfig.class);
        keys = new SigningKeys(config, new SimpleMeterRegistry(), noted -> {});
        tokens = new AccessTokens(keys, config);
    }

    @Test
    void knowsATokenOfItsOwn() {
        String token = tokens.issue(MEMBER, new LoginSessionId(UUID.randomUUID()));
        assertThat(tokens.verify(token)).isInstanceOf(AccessTokens.Verdict.Ours.class);
        assertThat(tokens.remembered(token)).isPresent();
        assertThat(tokens.isOver(token)).isFalse();
    }

    @Test
    void tellsOneOfItsOwnThatHasExpiredFromOneThatIsNot() {
        String expired = signed("tidepool", -60);
        assertThat(tokens.isOver(expired)).isFalse();
        assertThat(tokens.verify(expired)).isInstanceOf(AccessTokens.Verdict.Over.class);
        assertThat(tokens.isOver(expired)).as("its signature is checked once").isTrue();
        assertThat(tokens.remembered(expired)).isEmpty();
    }

    @Test
    void whatIsExpiredAndWrongBesidesIsNotOurs() {
        assertThat(tokens.verify(signed("tidepool-internal", -60))).isInstanceOf(AccessTokens.Verdict.NotOurs.class);
        String forged = signed("tidepool", -60);
        char last = forged.charAt(forged.length() - 10);
        String broken = forged.substring(0, forged.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + forged.substring(forged.length() - 9);
        assertThat(tokens.verify(broken)).isInstanceOf(AccessTokens.Verdict.NotOurs.class);
        assertThat(tokens.isOver(broken)).isFalse();
    }

    private String signed(String audience, int secondsLeft) {
        JwtClaims claims = new JwtClaims();
        long now = System.currentTimeMillis() / 1000;
        claims.setIssuer(AccessTokens.ISSUER);
        claims.setAudience(audience);
        CallerClaims.write(MEMBER, claims);
        claims.setStringClaim("sid", UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now + secondsLeft - 900));
        claims.setExpirationTime(NumericDate.fromSeconds(now + secondsLeft));
        return keys.signAccess(claims, AccessTokens.TYPE);
    }
}
