package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request to log in. */
record LogIn(String email, String password) {

    private static final int MAX_EMAIL = 254;
    private static final int MAX_PASSWORD = 1024;

    LogIn(@Nullable String email, @Nullable String password) {
        if (email == null || email.isBlank() || email.length() > MAX_EMAIL) {
            throw Problem.invalidField("email", "email must have 1 to " + MAX_EMAIL + " characters.");
        }
        if (password == null || password.isEmpty() || password.length() > MAX_PASSWORD) {
            throw Problem.invalidField("password", "password must have 1 to " + MAX_PASSWORD + " characters.");
        }
        this.email = email.strip().toLowerCase(Locale.ROOT);
        this.password = password;
    }

    @Override
    public String toString() {
        return "LogIn[" + email + "]";
    }
}
