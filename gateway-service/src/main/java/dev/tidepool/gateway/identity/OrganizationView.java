package dev.tidepool.gateway.identity;

import java.util.UUID;

/** An organisation as its members see it. */
record OrganizationView(UUID id, String name, String tier) {

    static OrganizationView of(Organization organization) {
        return new OrganizationView(
                organization.id().value(),
                organization.name(),
                organization.tier().wireName());
    }
}
