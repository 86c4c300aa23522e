package dev.tidepool.gateway.identity;

/** A new organisation, its owner, and the owner's tokens. */
record RegisteredView(OrganizationView organization, MemberView owner, TokenView tokens) {

    static RegisteredView of(Organization organization, Account owner, TokenView tokens) {
        return new RegisteredView(OrganizationView.of(organization), MemberView.of(owner), tokens);
    }
}
