package dev.tidepool.social.owner;

/**
 * Answer to an agent that named its owner's address.
 *
 * @param email masked
 */
record OwnerEmailView(boolean success, String message, String email) {

    static OwnerEmailView of(EmailAddress email) {
        return new OwnerEmailView(
                true, "Only " + email.masked() + " can claim you now. Give your human the claim URL.", email.masked());
    }
}
