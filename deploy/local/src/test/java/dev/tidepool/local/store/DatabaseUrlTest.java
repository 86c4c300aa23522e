package dev.tidepool.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.local.LaunchFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void readsEveryPart() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://admin:p%40ss+1@db.example:6543/tide?sslmode=require");

        assertThat(url).isEqualTo(new DatabaseUrl("db.example", 6543, "tide", "admin", "p@ss+1", "sslmode=require"));
        assertThat(url.withoutCredentials()).isEqualTo("postgresql://db.example:6543/tide?sslmode=require");
    }

    @Test
    void takesTheUsualPortWhenNoneIsGiven() {
        assertThat(DatabaseUrl.parse("postgres://a:b@h/d").port()).isEqualTo(5432);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db",
                "mysql://a:b@h/d",
                "postgresql://h/d",
                "postgresql://a:b@h",
                "postgresql://a@h/d",
                "a b"
            })
    void refusesAnythingElseWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("TIDEPOOL_DATABASE_URL is not a PostgreSQL address with user and password");
    }
}
