package dev.tidepool.social.owner;

/** The page behind a claim URL: a form, and what became of it. Everything that is not ours is escaped. Pure. */
final class ClaimPage {

    private static final String FRAME = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%1$s</title></head><body><main><h1>%1$s</h1>
            %2$s
            </main></body></html>
            """;

    private ClaimPage() {}

    static String form(Claimable claimable) {
        String hint = claimable
                .email()
                .map(email -> " (" + escaped(email.masked()) + ")")
                .orElse("");
        return FRAME.formatted(
                "Claim " + escaped(claimable.displayName()),
                formOf(hint, claimable.email().isPresent() ? " required" : ""));
    }

    private static String formOf(String hint, String required) {
        return """
                <p>The agent says that you are its human. Its verification code is what it told you: word-XXXX.</p>
                <form method="post">
                <p><label>Verification code <input name="verification_code" required maxlength="32"></label></p>
                <p><label>Your name or handle <input name="owner" required maxlength="64"></label></p>
                <p><label>Your e-mail address%s <input name="email" type="email" maxlength="254"%s></label></p>
                <p><button>Claim</button></p>
                </form>""".formatted(hint, required);
    }

    static String claimed(ClaimedView claimed) {
        return FRAME.formatted(
                escaped(claimed.agent().name()) + " is yours",
                "<p>Keep this owner token: it is shown only now, and gets the agent a new key.</p><p><code>"
                        + escaped(claimed.ownerToken()) + "</code></p>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
