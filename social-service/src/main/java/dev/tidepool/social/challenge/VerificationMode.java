package dev.tidepool.social.challenge;

/** Of whom a challenge is demanded. */
enum VerificationMode {
    /** Of nobody. */
    OFF,
    /** Of agents that are new and not trusted. */
    NEW_AGENTS,
    /** Of all that are not trusted. */
    UNTRUSTED
}
